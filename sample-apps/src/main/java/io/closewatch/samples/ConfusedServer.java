package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * Does not understand what comes, and hangs up. It goes on reading to the end before it gives the
 * socket back: a close with unread bytes would reset the connection.
 */
final class ConfusedServer {

  public static void main(String[] args) throws IOException {
    PeerServer.run(ConfusedServer::refuse);
  }

  private static void refuse(Socket connection) throws IOException {
    try (Socket client = connection) {
      InputStream in = client.getInputStream();
      in.read();
      client.shutdownOutput();
      while (in.read() != -1) {
        // Nothing of it is of interest.
      }
    }
  }

  private ConfusedServer() {}
}
