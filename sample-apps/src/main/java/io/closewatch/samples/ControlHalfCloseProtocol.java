package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * A protocol in which the server marks the end of its answer by a half-close, reads the client's
 * receipt to the end, and closes. Both ends are in this JVM.
 */
final class ControlHalfCloseProtocol {

  private final Executor handlers = Executors.newCachedThreadPool(new DaemonThreads("handler"));
  private final ServerSocket listener;

  private ControlHalfCloseProtocol(ServerSocket listener) {
    this.listener = listener;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ControlHalfCloseProtocol server = new ControlHalfCloseProtocol(listener);
    InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
    DaemonThreads.start("acceptor", server::acceptAll);
    new Activity().threads("client", 4, () -> ask(address)).hold(args);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket connection = listener.accept();
      handlers.execute(() -> serve(connection));
    }
  }

  private void serve(Socket connection) {
    try (Socket client = connection) {
      client.getInputStream().read();
      client
          .getOutputStream()
          .write("an answer of unknown length".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      readToEnd(client.getInputStream());
    } catch (IOException e) {
      // The client hung up first, which is for it to decide.
    }
  }

  private static void ask(InetSocketAddress server) throws IOException, InterruptedException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.getOutputStream().write('?');
      readToEnd(socket.getInputStream());
      Thread.sleep(100);
      socket.getOutputStream().write("a receipt".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void readToEnd(InputStream in) throws IOException {
    while (in.read() != -1) {
      // What it says does not matter here.
    }
  }
}
