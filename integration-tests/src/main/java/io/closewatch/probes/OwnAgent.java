package io.closewatch.probes;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * The agent's MBeans, asked from inside its own JVM: without a connection that would be counted.
 */
final class OwnAgent {

  static Object attribute(String type, String attribute) throws Exception {
    return server(type).getAttribute(name(type), attribute);
  }

  static Object invoke(String type, String operation) throws Exception {
    return server(type).invoke(name(type), operation, new Object[0], new String[0]);
  }

  static void listen(String type, NotificationListener listener) throws Exception {
    server(type).addNotificationListener(name(type), listener, null, null);
  }

  /** The agent registers some time after the MBean server came into being. */
  private static MBeanServer server(String type) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    while (!server.isRegistered(name(type))) {
      Thread.sleep(10);
    }
    return server;
  }

  private static ObjectName name(String type) throws Exception {
    return new ObjectName("io.closewatch:type=" + type);
  }

  private OwnAgent() {}
}
