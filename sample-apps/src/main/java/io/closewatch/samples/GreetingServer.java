package io.closewatch.samples;

import java.io.IOException;
import java.net.Socket;

/** Says one byte to everybody who connects, and hangs up. */
final class GreetingServer {

  public static void main(String[] args) throws IOException {
    PeerServer.run(GreetingServer::greet);
  }

  private static void greet(Socket connection) throws IOException {
    try (Socket client = connection) {
      client.getOutputStream().write('!');
    }
  }

  private GreetingServer() {}
}
