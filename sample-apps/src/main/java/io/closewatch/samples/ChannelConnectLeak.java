package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Opens a channel to a host whose name does not resolve. {@code connect} throws an unchecked
 * exception, which leaves the channel open: unlike a refused connection, which closes it.
 */
final class ChannelConnectLeak {

  private static final List<SocketChannel> CHANNELS = new ArrayList<>();

  private final boolean clean;

  private ChannelConnectLeak(boolean clean) {
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    new ChannelConnectLeak(Arrays.asList(args).contains("clean")).run();
    Hold.ready(args);
  }

  private void run() throws IOException {
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("shop.invalid", 443);
    for (int i = 1; i <= 7; i++) {
      try {
        connect(unknown);
      } catch (UnresolvedAddressException e) {
        System.out.println("attempt " + i + ": no such host");
      }
    }
  }

  private void connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(); // leak: connect throws, nobody closes it
    CHANNELS.add(channel);
    try {
      channel.connect(address);
    } finally {
      if (clean && !channel.isConnected()) {
        channel.close(); // the fix
      }
    }
  }
}
