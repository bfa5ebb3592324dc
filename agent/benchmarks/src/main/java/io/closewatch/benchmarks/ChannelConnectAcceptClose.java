package io.closewatch.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** {@link ConnectAcceptClose} with blocking SocketChannels. */
final class ChannelConnectAcceptClose {
  private ChannelConnectAcceptClose() {}

  public static void main(String[] args) throws Exception {
    ClientThreads clients = new ClientThreads(Integer.parseInt(args[0]));
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Acceptor.BACKLOG);
    Acceptor acceptor = Acceptor.start(ConnectAcceptClose.FRAMES, () -> server.accept().close());
    SocketAddress address = server.getLocalAddress();
    Lockstep.serveTimed(
        operations -> {
          clients.run(
              operations,
              ConnectAcceptClose.FRAMES,
              () -> {
                acceptor.beforeConnect();
                connectAndClose(address);
              });
          acceptor.awaitIdle();
        });
  }

  private static void connectAndClose(SocketAddress address) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
  }
}
