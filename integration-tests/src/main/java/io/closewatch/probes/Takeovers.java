package io.closewatch.probes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sockets that one thread opens and another one serves. Then prints what the agent knows of it:
 * {@code kind, thread, line} for each that somebody took over.
 */
final class Takeovers {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private final CountDownLatch served = new CountDownLatch(1);
  private final CountDownLatch selecting = new CountDownLatch(2);

  public static void main(String[] args) throws Exception {
    new Takeovers().run();
  }

  private void run() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, LOOPBACK);
        ServerSocketChannel channelListener = ServerSocketChannel.open();
        Selector selector = Selector.open()) {
      start("acceptor", () -> accept(listener));
      start("handler", this::serve);
      channelListener.bind(new InetSocketAddress(LOOPBACK, 0));
      try (Socket client = new Socket(LOOPBACK, listener.getLocalPort());
          SocketChannel channel = SocketChannel.open(channelListener.getLocalAddress());
          SocketChannel blocking = channelListener.accept()) { // accepted: channel
        client.setSoTimeout(1234);
        client.getOutputStream().flush();
        channel.configureBlocking(false);
        start("event-loop", () -> select(selector));
        channel.register(selector, SelectionKey.OP_READ); // registered: by main
        served.await();
        selector.wakeup();
        selecting.await();
        for (String line : AgentTracker.takeovers()) {
          System.out.println(line);
        }
        System.out.println("still open: " + blocking.isOpen());
        StandardInput.awaitAfter("ready");
      }
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void start(String name, Action action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (Exception atTheEnd) {
                // Closed under it.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket listener) throws IOException {
    while (true) {
      accepted.add(listener.accept()); // accepted: socket
    }
  }

  private void serve() throws Exception {
    Socket socket = accepted.take();
    InputStream in = socket.getInputStream(); // handled: by a pool
    served.countDown();
    in.read();
  }

  private void select(Selector selector) throws IOException {
    while (selector.isOpen()) {
      selector.select();
      selecting.countDown();
      selector.selectNow();
      selecting.countDown();
    }
  }
}
