package io.closewatch.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * What a server does at least with a connection: accept, take the stream, read, close, with 50
 * frames above it. One thread plays both ends, so that no wake-up hides what is measured. Closes
 * with SO_LINGER 0, as {@link ConnectAcceptClose} does.
 */
final class AcceptReadClose {
  private AcceptReadClose() {}

  public static void main(String[] args) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Lockstep.serveTimed(
          operations -> {
            for (int i = 0; i < operations; i++) {
              CallPath.call(ConnectAcceptClose.FRAMES, 0, () -> serveOne(server));
            }
          });
    }
  }

  private static void serveOne(ServerSocket server) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      if (accepted.getInputStream().read() != 1) {
        throw new IOException("not what was written");
      }
      accepted.setSoLinger(true, 0);
    }
  }
}
