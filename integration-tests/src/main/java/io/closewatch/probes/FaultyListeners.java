package io.closewatch.probes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Listens to the agent's notifications within the JVM: one listener never returns, one throws, one
 * counts what it hears. Leaks a socket at each of ten lines of code; at every line on its input one
 * more at another, and prints the count.
 */
final class FaultyListeners {

  /** Each is a line of its own, and so a finding of its own. */
  private static final List<Leak> LEAKS =
      Arrays.asList(
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port),
          (host, port) -> new Socket(host, port));

  private static final List<Socket> LEAKED = new ArrayList<>();
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final AtomicInteger HEARD = new AtomicInteger();

  private interface Leak {
    Socket open(InetAddress host, int port) throws IOException;
  }

  public static void main(String[] args) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName sockets = new ObjectName("io.closewatch:type=Sockets");
    while (!server.isRegistered(sockets)) {
      Thread.sleep(10);
    }
    server.addNotificationListener(sockets, (n, handback) -> neverReturn(), null, null);
    server.addNotificationListener(
        sockets,
        (n, handback) -> {
          throw new AssertionError("a fault of the listener");
        },
        null,
        null);
    server.addNotificationListener(sockets, (n, handback) -> HEARD.incrementAndGet(), null, null);
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (Leak leak : LEAKS) {
        LEAKED.add(leak.open(listener.getInetAddress(), listener.getLocalPort()));
        listener.accept().close();
      }
      System.out.println("ready");
      while (System.in.read() == '\n') {
        late(listener);
        System.out.println(LEAKED.size() + " open, heard " + HEARD);
      }
    }
  }

  private static void neverReturn() {
    try {
      NEVER.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void late(ServerSocket listener) throws IOException {
    LEAKED.add(new Socket(listener.getInetAddress(), listener.getLocalPort())); // leak: late
    listener.accept().close();
  }

  private FaultyListeners() {}
}
