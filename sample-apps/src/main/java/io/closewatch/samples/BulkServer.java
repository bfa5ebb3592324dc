package io.closewatch.samples;

import java.io.IOException;
import java.net.Socket;

/** Sends a lot at once to everybody who connects, and hangs up. */
final class BulkServer {

  static final int LENGTH = 40_000;

  public static void main(String[] args) throws IOException {
    PeerServer.run(BulkServer::send);
  }

  private static void send(Socket connection) throws IOException {
    try (Socket client = connection) {
      client.getOutputStream().write(new byte[LENGTH]);
    }
  }

  private BulkServer() {}
}
