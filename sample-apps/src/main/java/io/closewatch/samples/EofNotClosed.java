package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * A server whose handler reads until the client hangs up ({@code read} returns -1) and returns
 * without closing its own end.
 */
final class EofNotClosed {

  private static final int CLIENTS = 5;

  private static final Queue<Socket> SESSIONS = new ConcurrentLinkedQueue<>();

  private final Executor workers = Executors.newFixedThreadPool(2, new DaemonThreads("worker"));
  private final CountDownLatch served = new CountDownLatch(CLIENTS);
  private final ServerSocket listener;
  private final boolean clean;

  private EofNotClosed(ServerSocket listener, boolean clean) {
    this.listener = listener;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    EofNotClosed server = new EofNotClosed(listener, Arrays.asList(args).contains("clean"));
    DaemonThreads.start("acceptor", server::acceptAll);
    for (int i = 1; i <= CLIENTS; i++) {
      sendAndHangUp((InetSocketAddress) listener.getLocalSocketAddress(), "hello " + i);
    }
    server.served.await();
    Hold.ready(args);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = listener.accept(); // leak: the handler forgets to close it
      SESSIONS.add(client);
      workers.execute(() -> serve(client));
    }
  }

  private void serve(Socket client) {
    try {
      InputStream in = client.getInputStream(); // handled: by a worker
      int bytes = 0;
      while (in.read() != -1) {
        bytes++;
      }
      System.out.println("served a client: " + bytes + " bytes");
      if (clean) {
        client.close(); // the fix
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      served.countDown();
    }
  }

  private static void sendAndHangUp(InetSocketAddress server, String text) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
