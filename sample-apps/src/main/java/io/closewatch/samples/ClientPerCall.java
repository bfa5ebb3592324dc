package io.closewatch.samples;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes a client for every event that it sends, ten in a second, and closes none. Each client has a
 * connection, a selector and a thread of its own, and is meant to be made once.
 */
final class ClientPerCall {

  private final InetSocketAddress server;
  private final boolean clean;

  private ClientPerCall(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(SilentServer.class)) {
      ClientPerCall calls =
          new ClientPerCall(server.address(), Arrays.asList(args).contains("clean"));
      System.out.println("sends an event every 100 ms");
      new Activity().threads("events", 1, calls::call).hold(args);
    }
  }

  private void call() throws IOException, InterruptedException {
    EventClient client = new EventClient(server);
    client.send("something happened\n");
    if (clean) {
      client.close(); // the fix
    }
    Thread.sleep(100);
  }

  private static final class EventClient implements Closeable {
    private final Selector selector;
    private final SocketChannel channel;

    EventClient(InetSocketAddress server) throws IOException {
      selector = Selector.open();
      channel = SocketChannel.open(server); // leak: one more for every call
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      DaemonThreads.start("event-client", this::awaitAnswers);
    }

    void send(String event) throws IOException {
      channel.write(ByteBuffer.wrap(event.getBytes(StandardCharsets.US_ASCII)));
    }

    private void awaitAnswers() throws IOException {
      try {
        while (selector.isOpen()) {
          selector.select();
        }
      } catch (ClosedSelectorException e) {
        // Closed between the two calls.
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
      selector.close();
    }
  }
}
