package io.closewatch.samples;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks a server and forgets the channel. Unlike a {@code Socket}, a collected channel closes
 * nothing: its descriptor is lost until the JVM ends.
 */
final class UnreachableChannel {

  private final List<WeakReference<SocketChannel>> forgotten = new ArrayList<>();
  private final InetSocketAddress server;
  private final boolean clean;

  private UnreachableChannel(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(PageServer.class)) {
      new UnreachableChannel(server.address(), Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException, InterruptedException {
    int answers = 0;
    for (int i = 1; i <= 4; i++) {
      answers += ask("/page/" + i) ? 1 : 0;
    }
    System.out.println(answers + " answers");
    for (WeakReference<SocketChannel> channel : forgotten) {
      while (channel.get() != null) {
        System.gc(); // stands in for the collector of a busy service
        Thread.sleep(10);
      }
    }
  }

  private boolean ask(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(server); // leak: never closed
    forgotten.add(new WeakReference<>(channel));
    channel.write(ByteBuffer.wrap(("GET " + path + "\n").getBytes(StandardCharsets.US_ASCII)));
    boolean answered = channel.read(ByteBuffer.allocate(512)) > 0;
    if (clean) {
      channel.close(); // the fix
    }
    return answered;
  }
}
