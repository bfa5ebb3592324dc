package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Reads slowly what a server sent before it hung up: sockets that are in {@code CLOSE_WAIT} for
 * four seconds, with fewer unread bytes every 100 ms, and are then closed.
 */
final class ControlReadAfterFin {

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(BulkServer.class)) {
      InetSocketAddress address = server.address();
      new Activity().threads("reader", 3, () -> readSlowly(address)).hold(args);
    }
  }

  private static void readSlowly(InetSocketAddress server)
      throws IOException, InterruptedException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[BulkServer.LENGTH / 40];
      while (in.read(buffer) != -1) {
        Thread.sleep(100);
      }
    }
  }

  private ControlReadAfterFin() {}
}
