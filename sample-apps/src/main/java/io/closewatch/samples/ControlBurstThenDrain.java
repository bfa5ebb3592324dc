package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens a hundred connections at once, uses and closes them all, and rests; then the next burst.
 */
final class ControlBurstThenDrain {

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(EchoServer.class)) {
      InetSocketAddress address = server.address();
      new Activity().threads("bursts", 1, () -> burst(address)).hold(args);
    }
  }

  private static void burst(InetSocketAddress server) throws IOException, InterruptedException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        sockets.add(new Socket(server.getAddress(), server.getPort()));
      }
      for (Socket socket : sockets) {
        Ping.over(socket);
      }
      Thread.sleep(500);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    Thread.sleep(500);
  }

  private ControlBurstThenDrain() {}
}
