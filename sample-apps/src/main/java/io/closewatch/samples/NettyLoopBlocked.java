package io.closewatch.samples;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * A Netty handler that waits on the event loop's own thread. While it waits, nobody reads from or
 * closes any other connection of that event loop.
 */
final class NettyLoopBlocked {

  private static final int CLIENTS = 5;

  private static final class LookupHandler extends NettyServer.Handler {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final boolean clean;

    LookupHandler(boolean clean) {
      this.clean = clean;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      NettyServer.say(context.channel(), "welcome");
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message)
        throws InterruptedException {
      ReferenceCountUtil.release(message);
      begun.countDown();
      if (!clean) { // the fix: never wait on an event loop
        lookUp();
      }
    }

    private void lookUp() throws InterruptedException {
      answered.await(); // blocked: for an answer that does not come
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    LookupHandler handler = new LookupHandler(Arrays.asList(args).contains("clean"));
    NettyServer server = NettyServer.start(handler);
    try (RemoteClients clients = RemoteClients.of(server.port())) {
      int first = clients.connect();
      clients.awaitLine(first);
      for (int i = 1; i <= CLIENTS; i++) {
        clients.awaitLine(clients.connect());
      }
      clients.send(first, "look up a name");
      handler.begun.await();
      System.out.println("a lookup has begun");
      leave(clients);
      Hold.ready(args);
    }
  }

  /** The last one stays; of the others every second one sends something before it leaves. */
  private static void leave(RemoteClients clients) throws IOException {
    for (int client = 1; client <= CLIENTS; client++) {
      if (client % 2 == 1) {
        clients.send(client, "look up another name");
      }
      if (client < CLIENTS) {
        clients.hangUp(client);
      }
    }
    System.out.println(CLIENTS - 1 + " other clients have left, one waits");
  }

  private NettyLoopBlocked() {}
}
