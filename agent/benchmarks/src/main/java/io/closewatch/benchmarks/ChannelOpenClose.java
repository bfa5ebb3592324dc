package io.closewatch.benchmarks;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * {@code SocketChannel.open().close()} alone: the cheapest life that a socket can have, so the
 * worst ratio. Argument: the number of frames above it.
 */
final class ChannelOpenClose {
  private ChannelOpenClose() {}

  public static void main(String[] args) throws Exception {
    int frames = Integer.parseInt(args[0]);
    Lockstep.serveTimed(
        operations -> {
          for (int i = 0; i < operations; i++) {
            CallPath.call(frames, 0, ChannelOpenClose::openAndClose);
          }
        });
  }

  private static void openAndClose() throws IOException {
    SocketChannel.open().close();
  }
}
