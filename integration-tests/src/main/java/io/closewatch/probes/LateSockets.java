package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Opens sockets that the other end hangs up on: two, and at every line on its input one more. */
final class LateSockets {

  private static final List<Socket> LEAKED = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      early(listener);
      early(listener);
      System.out.println("ready");
      while (System.in.read() == '\n') {
        late(listener);
        System.out.println(LEAKED.size() + " open");
      }
    }
  }

  private static void early(ServerSocket listener) throws IOException {
    LEAKED.add(new Socket(listener.getInetAddress(), listener.getLocalPort()));
    listener.accept().close();
  }

  private static void late(ServerSocket listener) throws IOException {
    LEAKED.add(new Socket(listener.getInetAddress(), listener.getLocalPort())); // leak: late
    listener.accept().close();
  }

  private LateSockets() {}
}
