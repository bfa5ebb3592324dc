package io.closewatch.probes;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** At every line on its input: uses sockets, and prints what of the agent is in this JVM. */
final class AgentTraces {

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    while (System.in.read() == '\n') {
      useSockets();
      System.out.println("threads " + threads());
      System.out.println("sink " + (sink() == null ? "none" : "installed"));
      System.out.println("done");
    }
  }

  private static void useSockets() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      new Socket(listener.getInetAddress(), listener.getLocalPort()).close();
      listener.accept().close();
      SocketChannel.open().close();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("closewatch-"))
        .count();
  }

  private static Object sink() throws Exception {
    return Class.forName("io.closewatch.bootstrap.SocketHooks", true, null)
        .getMethod("installed")
        .invoke(null);
  }

  private AgentTraces() {}
}
