package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * Asks a server that never answers, and waits for the answer without a timeout: the threads and
 * their sockets are lost until one of the two processes ends.
 */
final class StuckRead {

  private static final int CLIENTS = 3;

  private final CountDownLatch asked = new CountDownLatch(CLIENTS);
  private final InetSocketAddress server;
  private final boolean clean;

  private StuckRead(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    // Not closed here, which would wake the readers: the peer ends with this JVM.
    PeerJvm server = PeerJvm.start(SilentServer.class);
    new StuckRead(server.address(), Arrays.asList(args).contains("clean")).run();
    Hold.ready(args);
  }

  private void run() throws InterruptedException {
    for (int i = 1; i <= CLIENTS; i++) {
      DaemonThreads.start("price-client-" + i, this::ask);
    }
    asked.await();
    System.out.println("asked " + CLIENTS + " times");
  }

  private void ask() throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) { // leak: see the read
      if (clean) {
        socket.setSoTimeout(200); // the fix
      }
      socket.getOutputStream().write("price?\n".getBytes(StandardCharsets.US_ASCII));
      asked.countDown();
      int price = socket.getInputStream().read(); // blocked: the answer never comes
      System.out.println("price " + price);
    } catch (SocketTimeoutException e) {
      // Given up, and closed.
    }
  }
}
