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

  public static void main(String[] args) throws Exception {
    boolean report = args.length > 0 && args[0].equals("report");
    if (report) {
      OwnAgent.invoke("Report", "report");
    }
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      while (true) {
        leak(listener);
      }
    } catch (IOException e) {
      System.out.println(e.getClass().getName() + ": " + e.getMessage());
    }
    if (report) {
      System.out.println("leaked " + LEAKED.size());
      String text = "";
      while (!text.contains("NOT_CLOSED")) {
        Thread.sleep(100);
        text = (String) OwnAgent.invoke("Report", "report");
      }
      System.out.println(text);
    }
  }

  private static void leak(ServerSocket listener) throws IOException {
    Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort()); // leak: all
    LEAKED.add(socket);
    listener.accept().close();
  }

  private DescriptorLimit() {}
}
