package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server with two workers, which both wait for a lock that a report keeps for ever. Its clients
 * lose patience and hang up: two of them were being served, the others wait in the pool's queue.
 */
final class BlockedWorkers {

  private static final int CLIENTS = 8;

  private final Executor workers = Executors.newFixedThreadPool(2, new DaemonThreads("worker"));
  private final Lock orders = new ReentrantLock();
  private final ServerSocket listener;

  private BlockedWorkers(ServerSocket listener) {
    this.listener = listener;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean clean = Arrays.asList(args).contains("clean");
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    BlockedWorkers server = new BlockedWorkers(listener);
    server.report(clean);
    DaemonThreads.start("acceptor", server::acceptAll);
    for (int i = 1; i <= CLIENTS; i++) {
      order((InetSocketAddress) listener.getLocalSocketAddress(), "book " + i + "\n");
    }
    System.out.println(CLIENTS + " clients came and left");
    Hold.ready(args);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = listener.accept(); // leak: the workers should read and close it
      workers.execute(() -> serve(client));
    }
  }

  private void serve(Socket connection) {
    try (Socket client = connection) {
      InputStream in = client.getInputStream(); // handled: by a worker
      enter(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
      client.getOutputStream().write("ok\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The client has left; there is nobody to answer.
    }
  }

  private void enter(BufferedReader order) throws IOException {
    orders.lock(); // blocked: the report has the lock
    try {
      order.readLine();
    } finally {
      orders.unlock();
    }
  }

  private void report(boolean clean) throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    DaemonThreads.start(
        "report",
        () -> {
          orders.lock();
          if (clean) {
            orders.unlock(); // the fix
          }
          locked.countDown();
        });
    locked.await();
  }

  private static void order(InetSocketAddress server, String text) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(100);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      // A client waits only so long.
    }
  }
}
