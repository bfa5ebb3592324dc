package io.closewatch.probes;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** At every line on its input: uses sockets, and prints what of the agent is in this JVM. */
final class AgentTraces {

  private static WeakReference<Object> tracker = new WeakReference<>(null);

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    while (System.in.read() == '\n') {
      useSockets();
      System.out.println("threads " + threads());
      Object sink = AgentTracker.installed();
      System.out.println("sink " + (sink == null ? "none" : "installed"));
      if (sink == null) {
        System.out.println("tracker " + (isCollected(tracker) ? "collected" : "held"));
      }
      tracker = new WeakReference<>(sink);
      System.out.println("done");
    }
  }

  private static void useSockets() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
      client.getInputStream();
      client.close();
      Socket accepted = listener.accept();
      accepted.getOutputStream();
      accepted.close();
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      try (Selector selector = Selector.open()) {
        channel.register(selector, 0);
        selector.selectNow();
      }
      channel.close();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("closewatch-"))
        .count();
  }

  private static boolean isCollected(WeakReference<Object> reference) throws Exception {
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    return reference.get() == null;
  }

  private AgentTraces() {}
}
