package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Connections that are open for long and quiet for good reasons: long polls, which are answered
 * every three seconds, and others that, like websockets, wait for a message that may never come.
 * Both ends are in this JVM, all of them alive.
 */
final class ControlLongPoll {

  private final Executor handlers = Executors.newCachedThreadPool(new DaemonThreads("handler"));
  private final ServerSocket listener;

  private ControlLongPoll(ServerSocket listener) {
    this.listener = listener;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ControlLongPoll server = new ControlLongPoll(listener);
    InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
    DaemonThreads.start("acceptor", server::acceptAll);
    for (int i = 1; i <= 5; i++) {
      DaemonThreads.start("long-poll-" + i, () -> poll(address));
      DaemonThreads.start("websocket-" + i, () -> awaitMessages(address));
    }
    Hold.ready(args);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket connection = listener.accept();
      handlers.execute(() -> serve(connection));
    }
  }

  private void serve(Socket connection) {
    try (Socket client = connection) {
      InputStream in = client.getInputStream();
      while (in.read() == 'p') {
        Thread.sleep(3000);
        client.getOutputStream().write('!');
      }
      while (in.read() != -1) {
        // A websocket: nothing to say, but it stays open.
      }
    } catch (IOException e) {
      // The client hung up first, which is for it to decide.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void poll(InetSocketAddress server) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      do {
        socket.getOutputStream().write('p');
      } while (socket.getInputStream().read() != -1);
    }
  }

  private static void awaitMessages(InetSocketAddress server) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setKeepAlive(true);
      socket.getOutputStream().write('w');
      while (socket.getInputStream().read() != -1) {
        // A message would be shown here.
      }
    }
  }
}
