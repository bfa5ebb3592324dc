package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** What an undeployed webapp leaves behind: channels, and sockets of a class of its own. */
public final class LeakyWebapp implements Runnable {

  private static final class WebappSocket extends Socket {}

  private final InetSocketAddress server;

  public LeakyWebapp(int port) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void run() {
    try {
      for (int i = 0; i < 3; i++) {
        SocketChannel.open(server); // leak: never closed
        new WebappSocket().connect(server);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
