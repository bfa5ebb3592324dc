package io.closewatch.samples;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/** Every socket in a try-with-resources, and every second one is left by an exception. */
final class ControlTryWithResources {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final InetSocketAddress server;

  private ControlTryWithResources(InetSocketAddress server) {
    this.server = server;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(EchoServer.class)) {
      ControlTryWithResources app = new ControlTryWithResources(server.address());
      new Activity().threads("worker", 2, app::everything).hold(args);
    }
  }

  private void everything() throws IOException, InterruptedException {
    ask();
    fail();
    connectToUnknown();
    connectToNobody();
    acceptOne();
    Thread.sleep(20);
  }

  private void ask() throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      Ping.over(socket);
    }
  }

  private void fail() throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort());
        SocketChannel channel = SocketChannel.open(server)) {
      throw new IllegalArgumentException("no answer of " + channel + " would do for " + socket);
    } catch (IllegalArgumentException e) {
      // Both are closed by now.
    }
  }

  private void connectToUnknown() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.connect(InetSocketAddress.createUnresolved("shop.invalid", 443));
    } catch (UnresolvedAddressException e) {
      // Closed, though never connected.
    }
  }

  private void connectToNobody() throws IOException {
    try (Socket reserved = new Socket();
        Socket socket = new Socket()) {
      reserved.bind(new InetSocketAddress(LOOPBACK, 0)); // else another program may get the port
      socket.connect(reserved.getLocalSocketAddress());
    } catch (ConnectException e) {
      // Nobody listens there.
    }
  }

  private void acceptOne() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, LOOPBACK);
        Socket client = new Socket(LOOPBACK, listener.getLocalPort());
        Socket accepted = listener.accept()) {
      client.getOutputStream().write('?');
      accepted.getOutputStream().write(accepted.getInputStream().read());
      client.getInputStream().read();
    }
  }
}
