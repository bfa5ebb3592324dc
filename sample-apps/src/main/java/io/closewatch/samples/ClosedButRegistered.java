package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Closes channels that are registered with a selector, and never selects again. A registered
 * channel gives its descriptor back in the next {@code select}, which does not come.
 */
final class ClosedButRegistered {

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean clean = Arrays.asList(args).contains("clean");
    try (PeerJvm server = PeerJvm.start(SilentServer.class);
        Selector selector = Selector.open()) {
      List<SocketChannel> channels = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        channels.add(register(server.address(), selector));
      }
      selector.selectNow();
      for (SocketChannel channel : channels) {
        channel.close();
      }
      if (clean) {
        selector.selectNow(); // the fix
      }
      System.out.println("closed " + channels.size() + " channels");
      Hold.ready(args);
    }
  }

  private static SocketChannel register(InetSocketAddress server, Selector selector)
      throws IOException {
    SocketChannel channel = SocketChannel.open(server); // leak: closed, but still registered
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    return channel;
  }

  private ClosedButRegistered() {}
}
