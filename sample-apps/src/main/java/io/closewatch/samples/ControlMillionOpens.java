package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens and closes a million sockets at one line, as fast as it can, then rests. */
final class ControlMillionOpens {

  private static final int MILLION = 1_000_000;

  /** Of so many: a million connections would only measure the machine. */
  private static final int ONE_CONNECTS = 100;

  private final AtomicInteger opened = new AtomicInteger();
  private final InetSocketAddress server;

  private ControlMillionOpens(InetSocketAddress server) {
    this.server = server;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(GreetingServer.class)) {
      ControlMillionOpens app = new ControlMillionOpens(server.address());
      new Activity().threads("opener", 2, app::open).hold(args);
    }
  }

  private void open() throws IOException, InterruptedException {
    if (opened.get() >= MILLION) {
      Thread.sleep(100);
      return;
    }
    try (SocketChannel channel = SocketChannel.open()) {
      if (opened.get() % ONE_CONNECTS == 0) {
        greet(channel);
      }
    }
    int count = opened.incrementAndGet();
    if (count % 100_000 == 0) {
      System.out.println("opened and closed " + count);
    }
  }

  private void greet(SocketChannel channel) throws IOException {
    channel.connect(server);
    channel.read(ByteBuffer.allocate(1));
    // A reset at close: an ordinary one keeps the port for a minute (TIME_WAIT), and Linux has
    // 28,000 of them for connections to one address.
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
  }
}
