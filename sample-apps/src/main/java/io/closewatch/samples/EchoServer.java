package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Sends back what it gets until the client says that no more will come, then closes. */
final class EchoServer {

  public static void main(String[] args) throws IOException {
    PeerServer.run(EchoServer::echo);
  }

  private static void echo(Socket connection) throws IOException {
    try (Socket client = connection) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n != -1; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  private EchoServer() {}
}
