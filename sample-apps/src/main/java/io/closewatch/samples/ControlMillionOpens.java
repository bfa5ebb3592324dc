package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens and closes a million sockets at one line, as fast as it can, then rests. */
final class ControlMillionOpens {

  private static final int MILLION = 1_000_000;

  private final AtomicInteger opened = new AtomicInteger();
  private final InetSocketAddress server;

  private ControlMillionOpens(InetSocketAddress server) {
    this.server = server;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(GreetingServer.class)) {
      ControlMillionOpens app = new ControlMillionOpens(server.address());
      new Activity().threads("opener", 2, app::open).hold(args);
    }
  }

  private void open() throws IOException, InterruptedException {
    if (opened.get() >= MILLION) {
      Thread.sleep(100);
      return;
    }
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.getInputStream().read();
      // A reset at close. After an ordinary close the port stays taken for a minute (TIME_WAIT),
      // and
      // the 28,000 ports that Linux has for connections to one address would be used up in seconds.
      socket.setSoLinger(true, 0);
    }
    int count = opened.incrementAndGet();
    if (count % 100_000 == 0) {
      System.out.println("opened and closed " + count);
    }
  }
}
