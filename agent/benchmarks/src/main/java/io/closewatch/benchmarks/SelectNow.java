package io.closewatch.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;

/** {@code selectNow()} with one registered channel and nothing to do: the cheapest select. */
final class SelectNow {
  private SelectNow() {}

  public static void main(String[] args) throws Exception {
    try (Selector selector = Selector.open();
        ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_ACCEPT);
      Lockstep.serveTimed(
          operations -> {
            for (int i = 0; i < operations; i++) {
              selector.selectNow();
            }
          });
    }
  }
}
