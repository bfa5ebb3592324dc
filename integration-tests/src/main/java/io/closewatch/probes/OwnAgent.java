package io.closewatch.probes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
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

  /** Waits until the agent's thread sleeps for longer than between two chores, which is 100 ms. */
  static void awaitIdle() throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long monitor = -1;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals("closewatch-monitor")) {
        monitor = thread.getThreadId();
      }
    }
    long waits = -1;
    ThreadInfo now = threads.getThreadInfo(monitor);
    while (now.getWaitedCount() != waits || now.getThreadState() != Thread.State.TIMED_WAITING) {
      waits = now.getWaitedCount();
      Thread.sleep(400);
      now = threads.getThreadInfo(monitor);
    }
  }

  private OwnAgent() {}
}
