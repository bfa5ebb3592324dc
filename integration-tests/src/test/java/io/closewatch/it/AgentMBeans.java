package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The agent's MBeans in a child JVM, over the JVM's own local connector, as JConsole does it. */
final class AgentMBeans implements AutoCloseable {

  private final RmiToChildren.Use<JMXConnector> rmi;
  private final MBeanServerConnection server;

  private AgentMBeans(RmiToChildren.Use<JMXConnector> rmi) throws IOException {
    this.rmi = rmi;
    this.server = rmi.connector().getMBeanServerConnection();
  }

  /** Connects and waits until the agent has registered. */
  static AgentMBeans connect(long pid) {
    AgentMBeans mbeans = connectWithoutAgent(pid);
    await().atMost(RunningApp.PATIENCE).until(mbeans::present);
    return mbeans;
  }

  /** Connects to a JVM in which the agent may not be. */
  static AgentMBeans connectWithoutAgent(long pid) {
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
      try {
        String url = vm.startLocalManagementAgent();
        return new AgentMBeans(
            RmiToChildren.use(() -> JMXConnectorFactory.connect(new JMXServiceURL(url))));
      } finally {
        vm.detach();
      }
    } catch (IOException | AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connects to the port of a JVM's own connector, and waits until the agent has registered. */
  static AgentMBeans connectTo(int port) {
    String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
    try {
      AgentMBeans mbeans =
          new AgentMBeans(
              RmiToChildren.use(() -> JMXConnectorFactory.connect(new JMXServiceURL(url))));
      await().atMost(RunningApp.PATIENCE).until(mbeans::present);
      return mbeans;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All of the child's MBeans. */
  MBeanServerConnection server() {
    return server;
  }

  boolean present() {
    return names().containsAll(List.of("Agent", "Report", "Sockets"));
  }

  /** The types of our registered MBeans, such as {@code Sockets}. */
  List<String> names() {
    try {
      return server.queryNames(new ObjectName("io.closewatch:*"), null).stream()
          .map(name -> name.getKeyProperty("type"))
          .sorted()
          .toList();
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  String status() {
    return (String) get("Agent", "Status");
  }

  long suppressedErrors() {
    return number("Agent", "SuppressedErrors");
  }

  long socketsOpen() {
    return number("Sockets", "SocketsOpen");
  }

  long leaks() {
    return number("Sockets", "Leaks");
  }

  long leakedSockets() {
    return number("Sockets", "LeakedSockets");
  }

  List<Site> sites() {
    TabularData table = (TabularData) get("Sockets", "Sites");
    return table.values().stream().map(row -> Site.of((CompositeData) row)).toList();
  }

  /** The sites whose line is in a class with one of these simple names. */
  List<Site> sitesOf(String... classes) {
    return sites().stream().filter(site -> List.of(classes).contains(site.simpleClass())).toList();
  }

  /** {@code "name" leased 3 available 0 pending 0 max 6 timed out 0} of each HTTP pool, sorted. */
  List<String> pools() {
    try {
      List<String> pools = new ArrayList<>();
      for (ObjectName bean :
          server.queryNames(new ObjectName("io.closewatch:type=HttpPool,*"), null)) {
        try {
          pools.add(pool(bean));
        } catch (InstanceNotFoundException closedMeanwhile) {
          continue;
        }
      }
      pools.sort(null);
      return pools;
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private String pool(ObjectName bean) throws IOException, JMException {
    return ObjectName.unquote(bean.getKeyProperty("name"))
        + " leased "
        + server.getAttribute(bean, "Leased")
        + " available "
        + server.getAttribute(bean, "Available")
        + " pending "
        + server.getAttribute(bean, "Pending")
        + " max "
        + server.getAttribute(bean, "Max")
        + " timed out "
        + server.getAttribute(bean, "TimedOutTotal");
  }

  /** The report of the last scan. */
  AgentReport report() {
    AgentReport report = new AgentReport((String) invoke("Report", "report"));
    AgentReport.Totals totals = report.totals();
    assertThat(totals).as(report.text()).isNotNull().matches(AgentReport.Totals::addUp);
    return report;
  }

  /** A report of this moment; the monitor's own scans keep to their share of the processor. */
  AgentReport freshReport() {
    scanNow();
    return report();
  }

  void scanNow() {
    invoke("Report", "scanNow");
  }

  Object invoke(String type, String operation) {
    return invokeWith(type, operation);
  }

  /** An operation of the operator's controls, with texts as arguments. */
  String control(String operation, String... arguments) {
    return (String) invokeWith("Controls", operation, arguments);
  }

  private Object invokeWith(String type, String operation, String... arguments) {
    try {
      String[] types = new String[arguments.length];
      Arrays.fill(types, String.class.getName());
      return server.invoke(name(type), operation, arguments, types);
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> muted() {
    return List.of((String[]) get("Controls", "Muted"));
  }

  List<String> options() {
    return List.of((String[]) get("Agent", "Options"));
  }

  /** What the MBean Sockets sends from now on; grows. */
  List<Notification> notifications() {
    List<Notification> heard = new CopyOnWriteArrayList<>();
    try {
      server.addNotificationListener(
          name("Sockets"), (notification, handback) -> heard.add(notification), null, null);
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
    return heard;
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

  private long number(String type, String attribute) {
    return ((Number) get(type, attribute)).longValue();
  }

  private Object get(String type, String attribute) {
    try {
      return server.getAttribute(name(type), attribute);
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("io.closewatch:type=" + type);
  }
}
