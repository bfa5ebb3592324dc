package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks, says that no more will come with {@code shutdownOutput()}, and reads the answer to its end.
 * Both sides have said goodbye, the connection is over, but the descriptor is still taken.
 */
final class HalfClosedPeerGone {

  private static final List<Socket> CONNECTIONS = new ArrayList<>();

  private final InetSocketAddress server;
  private final boolean clean;

  private HalfClosedPeerGone(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(PageServer.class)) {
      new HalfClosedPeerGone(server.address(), Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException {
    for (int i = 1; i <= 3; i++) {
      System.out.println("answer " + i + ": " + ask("GET /page/" + i + "\n") + " bytes");
    }
  }

  private int ask(String question) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort()); // leak: never closed
    CONNECTIONS.add(socket);
    socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
    socket.shutdownOutput();
    InputStream in = socket.getInputStream();
    int bytes = 0;
    while (in.read() != -1) {
      bytes++;
    }
    if (clean) {
      socket.close(); // the fix
    }
    return bytes;
  }
}
