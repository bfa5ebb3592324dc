package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A proxy: every client has a second connection behind it. The end of one direction is passed on as
 * a half-close; when both have ended, both legs are closed.
 */
final class ControlProxy {

  private final ExecutorService threads = Executors.newCachedThreadPool(new DaemonThreads("leg"));
  private final ServerSocket listener;
  private final InetSocketAddress origin;

  private ControlProxy(ServerSocket listener, InetSocketAddress origin) {
    this.listener = listener;
    this.origin = origin;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm origin = PeerJvm.start(EchoServer.class)) {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      ControlProxy proxy = new ControlProxy(listener, origin.address());
      InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
      DaemonThreads.start("acceptor", proxy::acceptAll);
      new Activity().threads("client", 4, () -> visit(address)).hold(args);
    }
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = listener.accept();
      threads.execute(() -> forward(client));
    }
  }

  private void forward(Socket accepted) {
    try (Socket client = accepted;
        Socket server = new Socket(origin.getAddress(), origin.getPort())) {
      Future<?> answers = threads.submit(() -> pump(server, client));
      pump(client, server);
      answers.get();
    } catch (IOException | ExecutionException e) {
      // One of the ends hung up first: both legs are closed, and the other end sees it.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Void pump(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n != -1; n = in.read(buffer)) {
      to.getOutputStream().write(buffer, 0, n);
    }
    to.shutdownOutput();
    return null;
  }

  private static void visit(InetSocketAddress proxy) throws IOException, InterruptedException {
    try (Socket socket = new Socket(proxy.getAddress(), proxy.getPort())) {
      for (int i = 0; i < 10; i++) {
        Ping.over(socket);
        Thread.sleep(20);
      }
      socket.shutdownOutput();
      while (socket.getInputStream().read() != -1) {
        // The echo of everything has come already.
      }
    }
  }
}
