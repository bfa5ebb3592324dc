package io.closewatch.it;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JMX client that knows no class of ours, over the JMX port of a child JVM. */
final class RemoteClient implements AutoCloseable {
  /**
   * What the JDK of the server prints where a client that listens asks for notifications while it
   * closes its connection: a race of the JDK's own connector.
   */
  static final String CLOSED_WHILE_LISTENING =
      ".* com\\.sun\\.jmx\\.remote\\.internal\\.ServerCommunicatorAdmin reqIncoming"
          + "|WARNING: The server has decided to close this client connection\\.";

  private final RmiToChildren.Use<JMXConnector> rmi;
  private final MBeanServerConnection server;

  private RemoteClient(RmiToChildren.Use<JMXConnector> rmi) throws IOException {
    this.rmi = rmi;
    this.server = rmi.connector().getMBeanServerConnection();
  }

  static String password(String role) {
    return "secret-of-" + role;
  }

  static RemoteClient connect(int port, String role) throws IOException {
    String[] credentials = {role, password(role)};
    return connect(port, Map.of(JMXConnector.CREDENTIALS, credentials));
  }

  /** Connects with these properties of a connector. */
  static RemoteClient connect(int port, Map<String, ?> environment) throws IOException {
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    return new RemoteClient(RmiToChildren.use(() -> JMXConnectorFactory.connect(url, environment)));
  }

  MBeanServerConnection server() {
    return server;
  }

  /** Our MBeans by the type in their names; of the HTTP pools one. */
  Map<String, ObjectName> beans() throws IOException, JMException {
    Map<String, ObjectName> beans = new TreeMap<>();
    for (ObjectName name : server.queryNames(new ObjectName("io.closewatch:*"), null)) {
      beans.put(name.getKeyProperty("type"), name);
    }
    return beans;
  }

  /** A number of the MBean Sockets. */
  long sockets(String attribute) throws IOException, JMException {
    return (Long) server.getAttribute(bean("Sockets"), attribute);
  }

  /** Calls an operation whose parameters are texts. */
  String control(String operation, String... arguments) throws IOException, JMException {
    String[] types = new String[arguments.length];
    Arrays.fill(types, String.class.getName());
    return (String) server.invoke(bean("Controls"), operation, arguments, types);
  }

  /** What the MBean Sockets sends from now on; grows. */
  List<Notification> notifications() throws IOException, JMException {
    List<Notification> heard = new CopyOnWriteArrayList<>();
    listen((notification, handback) -> heard.add(notification));
    return heard;
  }

  void listen(NotificationListener listener) throws IOException, JMException {
    server.addNotificationListener(bean("Sockets"), listener, null, null);
  }

  private static ObjectName bean(String type) throws JMException {
    return new ObjectName("io.closewatch:type=" + type);
  }

  @Override
  public void close() {
    try {
      rmi.connector().close();
    } catch (IOException ignored) {
      // The child has ended already.
    } finally {
      rmi.end();
    }
  }
}
