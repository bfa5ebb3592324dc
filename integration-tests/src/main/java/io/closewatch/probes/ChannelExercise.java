package io.closewatch.probes;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/** SocketChannel and ServerSocketChannel, blocking, non-blocking and as sockets. */
final class ChannelExercise {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  static void run() throws Exception {
    InetSocketAddress closed;
    try (ServerSocketChannel listener =
        ServerSocketChannel.open()) { // opens 1 server_socket_channel
      listener.bind(new InetSocketAddress(LOOPBACK, 0));
      closed = (InetSocketAddress) listener.getLocalAddress();
      connectAcceptClose(listener);
      connectWithoutBlocking(listener);
      closeWhileRegistered(listener.getLocalAddress());
      closeUnderBlockedReader(listener, false);
      closeUnderBlockedReader(listener, true);
    }
    useAsSockets();
    neverConnect();
    failToConnect(closed);
    failToResolve();
  }

  private static void connectAcceptClose(ServerSocketChannel listener) throws IOException {
    for (int i = 0; i < 3; i++) {
      SocketChannel client =
          SocketChannel.open(listener.getLocalAddress()); // opens 3 socket_channel
      SocketChannel server = accept(listener);
      server.write(ByteBuffer.allocate(1));
      client.read(ByteBuffer.allocate(1));
      client.close();
      server.close();
    }
  }

  private static void connectWithoutBlocking(ServerSocketChannel listener) throws IOException {
    try (Selector selector = Selector.open();
        SocketChannel client = SocketChannel.open()) { // opens 1 socket_channel
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_CONNECT);
      if (!client.connect(listener.getLocalAddress())) {
        while (!client.finishConnect()) {
          selector.select(1000);
        }
      }
      accept(listener).close();
    }
  }

  private static void closeWhileRegistered(SocketAddress server) throws IOException {
    try (Selector selector = Selector.open()) {
      SocketChannel client = SocketChannel.open(server); // opens 1 socket_channel
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_READ);
      client.close();
      selector.selectNow();
    }
  }

  private static void closeUnderBlockedReader(ServerSocketChannel listener, boolean interrupt)
      throws Exception {
    SocketChannel client = SocketChannel.open(listener.getLocalAddress()); // opens 2 socket_channel
    Thread reader =
        new Thread(
            () -> {
              try {
                client.read(ByteBuffer.allocate(1));
              } catch (IOException expected) {
                // Closed under it.
              }
            },
            "channel-reader");
    reader.start();
    Blocked.awaitNative(reader);
    if (interrupt) {
      reader.interrupt();
    } else {
      client.close();
    }
    reader.join();
    if (client.isOpen()) {
      throw new IllegalStateException();
    }
  }

  private static void useAsSockets() throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(); // opens 1 server_socket_channel
    listener.socket().bind(new InetSocketAddress(LOOPBACK, 0));
    SocketChannel client = SocketChannel.open(); // opens 1 socket_channel
    client.socket().connect(listener.getLocalAddress(), 5000);
    listener.socket().accept().close(); // opens 1 accepted_socket_channel
    client.socket().close();
    listener.socket().close();
  }

  /** One line for all: an acceptor's stack is taken once for each listener and thread. */
  private static SocketChannel accept(ServerSocketChannel listener) throws IOException {
    return listener.accept(); // opens 4 accepted_socket_channel
  }

  private static void neverConnect() throws IOException {
    SocketChannel.open().close(); // opens 1 socket_channel
    ServerSocketChannel.open().close(); // opens 1 server_socket_channel
  }

  private static void failToConnect(InetSocketAddress closed) throws IOException {
    SocketChannel channel = SocketChannel.open(); // opens 1 socket_channel
    try {
      channel.connect(closed);
      throw new IllegalStateException();
    } catch (ConnectException expected) {
      if (channel.isOpen()) {
        throw new IllegalStateException("a failed connect closes the channel", expected);
      }
    }
  }

  private static void failToResolve() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) { // opens 1 socket_channel
      channel.connect(InetSocketAddress.createUnresolved("shop.invalid", 80));
      throw new IllegalStateException();
    } catch (UnresolvedAddressException expected) {
      // Closed by now, but not by connect.
    }
  }

  private ChannelExercise() {}
}
