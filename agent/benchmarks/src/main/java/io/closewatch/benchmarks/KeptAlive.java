package io.closewatch.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Requests and responses of 100 bytes over one kept-alive connection: no socket is opened or closed
 * here, so an agent that does not touch reads and writes costs nothing.
 */
final class KeptAlive {
  private static final int MESSAGE_BYTES = 100;

  private KeptAlive() {}

  public static void main(String[] args) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Socket accepted = server.accept();
      Thread echo = new Thread(() -> echo(accepted), "echo");
      echo.setDaemon(true);
      echo.start();
      client.setTcpNoDelay(true);
      accepted.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      byte[] message = new byte[MESSAGE_BYTES];
      Lockstep.serveTimed(
          operations -> {
            for (int i = 0; i < operations; i++) {
              out.write(message);
              in.readFully(message);
            }
          });
    }
  }

  private static void echo(Socket socket) {
    byte[] message = new byte[MESSAGE_BYTES];
    try (DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      while (true) {
        in.readFully(message);
        out.write(message);
      }
    } catch (IOException ignored) {
      // The client closed: the benchmark is over.
    }
  }
}
