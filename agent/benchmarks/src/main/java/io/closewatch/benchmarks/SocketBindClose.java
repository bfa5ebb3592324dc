package io.closewatch.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * {@code new Socket()}, bind to a free port of loopback, close. Argument: the number of frames
 * above it.
 */
final class SocketBindClose {
  private SocketBindClose() {}

  public static void main(String[] args) throws Exception {
    int frames = Integer.parseInt(args[0]);
    SocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Lockstep.serveTimed(
        operations -> {
          for (int i = 0; i < operations; i++) {
            CallPath.call(frames, 0, () -> bindAndClose(anyPort));
          }
        });
  }

  private static void bindAndClose(SocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(address);
    }
  }
}
