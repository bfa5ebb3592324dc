package io.closewatch.benchmarks;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Opens a channel, registers it with a selector, closes it and lets the selector release it: the
 * cheapest life of a registered channel. Argument: the number of frames above it.
 */
final class ChannelRegisterClose {
  private ChannelRegisterClose() {}

  public static void main(String[] args) throws Exception {
    int frames = Integer.parseInt(args[0]);
    try (Selector selector = Selector.open()) {
      Lockstep.serveTimed(
          operations -> {
            for (int i = 0; i < operations; i++) {
              CallPath.call(frames, 0, () -> registerAndClose(selector));
            }
          });
    }
  }

  private static void registerAndClose(Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    channel.close();
    selector.selectNow();
  }
}
