package io.closewatch.benchmarks;

import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Requests and responses of 100 bytes over one kept-alive connection: no socket is opened or closed
 * here, so an agent that does not touch reads and writes costs nothing. One thread plays both ends,
 * because the wake-up of another thread would cost more than all reads and writes, and vary more.
 */
final class KeptAlive {
  private static final int MESSAGE_BYTES = 100;

  private KeptAlive() {}

  public static void main(String[] args) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.setTcpNoDelay(true);
      accepted.setTcpNoDelay(true);
      OutputStream request = client.getOutputStream();
      DataInputStream requestRead = new DataInputStream(accepted.getInputStream());
      OutputStream response = accepted.getOutputStream();
      DataInputStream responseRead = new DataInputStream(client.getInputStream());
      byte[] message = new byte[MESSAGE_BYTES];
      Lockstep.serveTimed(
          operations -> {
            for (int i = 0; i < operations; i++) {
              request.write(message);
              requestRead.readFully(message);
              response.write(message);
              responseRead.readFully(message);
            }
          });
    }
  }
}
