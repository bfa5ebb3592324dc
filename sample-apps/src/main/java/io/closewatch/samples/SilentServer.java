package io.closewatch.samples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Accepts connections, and neither reads, answers nor hangs up: a peer that is stuck. */
final class SilentServer {

  private static final List<Socket> CONNECTIONS = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    System.out.println(listener.getLocalPort());
    Thread acceptor = new Thread(() -> acceptAll(listener), "acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
    Hold.untilEndOfInput();
  }

  private static void acceptAll(ServerSocket listener) {
    try {
      while (true) {
        CONNECTIONS.add(listener.accept());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private SilentServer() {}
}
