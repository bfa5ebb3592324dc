package io.closewatch.samples;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Arrays;

/**
 * A Netty handler that turns reading off while it works on a message, and does not turn it on
 * again. So Netty never sees that the client has left.
 */
final class NettyAutoReadOff {

  private static final int CLIENTS = 5;

  private static final class OrderHandler extends NettyServer.Handler {
    private final boolean clean;

    OrderHandler(boolean clean) {
      this.clean = clean;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      context.channel().config().setAutoRead(false); // one message at a time
      NettyServer.say(context.channel(), "ordered");
      if (clean) {
        context.channel().config().setAutoRead(true); // the fix
      }
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    NettyServer server = NettyServer.start(new OrderHandler(Arrays.asList(args).contains("clean")));
    try (RemoteClients clients = RemoteClients.of(server.port())) {
      for (int i = 0; i < CLIENTS; i++) {
        int client = clients.connect();
        clients.send(client, "a book");
        clients.awaitLine(client);
        clients.send(client, "another book");
        clients.hangUp(client);
      }
      System.out.println(CLIENTS + " clients ordered twice and left");
      Hold.ready(args);
    }
  }

  private NettyAutoReadOff() {}
}
