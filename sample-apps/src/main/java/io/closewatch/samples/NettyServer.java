package io.closewatch.samples;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A Netty server with one event loop for all its connections, whose threads are daemons. */
final class NettyServer {

  /** Serves all connections; one whose client has left in the middle of something is closed. */
  @Sharable
  abstract static class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ChannelFuture unused = context.close();
    }
  }

  private final Channel listener;

  private NettyServer(Channel listener) {
    this.listener = listener;
  }

  static NettyServer start(Handler handler) throws InterruptedException {
    // Else Netty makes new JDKs warn of sun.misc.Unsafe.
    System.setProperty("io.netty.noUnsafe", "true");
    ChannelFuture bound =
        new ServerBootstrap()
            .group(
                new NioEventLoopGroup(1, new DefaultThreadFactory("acceptor", true)),
                new NioEventLoopGroup(1, new DefaultThreadFactory("event-loop", true)))
            .channel(NioServerSocketChannel.class)
            .childHandler(handler)
            .bind(InetAddress.getLoopbackAddress(), 0);
    return new NettyServer(bound.sync().channel());
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Sends a line from a handler's thread. */
  static void say(Channel channel, String text) {
    ChannelFuture unused =
        channel.writeAndFlush(Unpooled.copiedBuffer(text + "\n", StandardCharsets.US_ASCII));
  }
}
