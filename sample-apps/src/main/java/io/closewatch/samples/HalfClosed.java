package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends a message, says that no more will come with {@code shutdownOutput()}, and takes that for a
 * close. The peer does not hang up either, so the connection stays half open for ever.
 */
final class HalfClosed {

  private static final List<Socket> CONNECTIONS = new ArrayList<>();

  private final InetSocketAddress server;
  private final boolean clean;

  private HalfClosed(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(SilentServer.class)) {
      new HalfClosed(server.address(), Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException {
    for (int i = 1; i <= 3; i++) {
      send("message " + i + "\n");
    }
    System.out.println("sent " + CONNECTIONS.size() + " messages");
  }

  private void send(String message) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort()); // leak: never closed
    CONNECTIONS.add(socket);
    socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
    socket.shutdownOutput();
    if (clean) {
      socket.close(); // the fix
    }
  }
}
