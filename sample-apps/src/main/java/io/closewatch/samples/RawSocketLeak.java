package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a status line; a bad one is an exception, and the exception goes past {@code close()}. A
 * list of connections keeps every socket reachable, so the garbage collector cannot help.
 */
final class RawSocketLeak {

  private static final List<Socket> CONNECTIONS = new ArrayList<>();

  private final InetSocketAddress server;
  private final boolean clean;

  private RawSocketLeak(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(PageServer.class)) {
      new RawSocketLeak(server.address(), Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException {
    for (int i = 1; i <= 5; i++) {
      try {
        check("/missing/" + i);
      } catch (IllegalStateException e) {
        System.out.println("check " + i + " failed: " + e.getMessage());
      }
    }
  }

  private void check(String path) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort()); // leak: never closed
    CONNECTIONS.add(socket);
    try {
      socket.getOutputStream().write(("GET " + path + "\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String status = in.readLine();
      if (!"200 OK".equals(status)) {
        throw new IllegalStateException(status);
      }
      socket.close();
    } finally {
      if (clean) {
        socket.close(); // the fix: on every path
      }
    }
  }
}
