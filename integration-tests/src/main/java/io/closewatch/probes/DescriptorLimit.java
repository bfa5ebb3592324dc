package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaks until no descriptor is left, prints the error, and, with the argument {@code report}, the
 * agent's report from inside: nothing could connect to this JVM any more.
 */
final class DescriptorLimit {

  private static final List<Socket> LEAKED = new ArrayList<>();

  /** How many of them the other end hung up on. */
  private static long hungUp;

  public static void main(String[] args) throws Exception {
    boolean report = args.length > 0 && args[0].equals("report");
    if (report) {
      OwnAgent.invoke("Report", "report");
    }
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try {
      while (true) {
        leak(listener);
      }
    } catch (IOException e) {
      System.out.println(e.getClass().getName() + ": " + e.getMessage());
    }
    if (report) {
      report();
    }
    listener.close();
  }

  private static void leak(ServerSocket listener) throws IOException {
    Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort()); // leak: all
    LEAKED.add(socket);
    listener.accept().close();
    hungUp++;
  }

  private static void report() throws Exception {
    System.out.println("leaked " + hungUp);
    while ((Long) OwnAgent.attribute("Sockets", "LeakedSockets") < hungUp) {
      Thread.sleep(100);
    }
    System.out.println(OwnAgent.invoke("Report", "report"));
  }

  private DescriptorLimit() {}
}
