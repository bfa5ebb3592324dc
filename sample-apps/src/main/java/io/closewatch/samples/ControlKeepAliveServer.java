package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * A server that keeps connections alive between requests and hangs up after two seconds without
 * one. Some clients close in time, some are hung up on. Both ends are in this JVM.
 */
final class ControlKeepAliveServer {

  private final Executor handlers = Executors.newCachedThreadPool(new DaemonThreads("handler"));
  private final ServerSocket listener;

  private ControlKeepAliveServer(ServerSocket listener) {
    this.listener = listener;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ControlKeepAliveServer server = new ControlKeepAliveServer(listener);
    InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
    DaemonThreads.start("acceptor", server::acceptAll);
    new Activity()
        .threads("polite", 4, () -> visit(address, false))
        .threads("idle", 2, () -> visit(address, true))
        .hold(args);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket connection = listener.accept();
      handlers.execute(() -> serve(connection));
    }
  }

  private void serve(Socket connection) {
    try (Socket client = connection) {
      client.setSoTimeout(2000);
      for (int c = client.getInputStream().read(); c != -1; c = client.getInputStream().read()) {
        client.getOutputStream().write(c);
      }
    } catch (SocketTimeoutException e) {
      // Nobody asks any more: closed.
    } catch (IOException e) {
      // The client hung up first, which is for it to decide.
    }
  }

  private static void visit(InetSocketAddress server, boolean untilHungUp)
      throws IOException, InterruptedException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      for (int request = 1; request <= 10; request++) {
        Ping.over(socket);
        Thread.sleep(50);
      }
      if (untilHungUp) {
        InputStream in = socket.getInputStream();
        while (in.read() != -1) {
          // The end is all that can come.
        }
      }
    }
  }
}
