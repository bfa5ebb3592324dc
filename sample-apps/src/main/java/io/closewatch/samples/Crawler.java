package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread pool fetches pages from a server that hangs up after each answer. A page that is there
 * is read and its socket closed; a missing one is noted for a second try, and its socket forgotten.
 */
final class Crawler {

  private static final int PAGES = 48;

  /** Missing pages, each with its open connection, for a second try that never comes. */
  private static final Queue<Socket> RETRIES = new ConcurrentLinkedQueue<>();

  private final InetSocketAddress server;
  private final boolean clean;

  private Crawler(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    try (PeerJvm server = PeerJvm.start(PageServer.class)) {
      new Crawler(server.address(), Arrays.asList(args).contains("clean")).crawl();
      Hold.ready(args);
    }
  }

  private void crawl() throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> visits = new ArrayList<>();
    for (int i = 1; i <= PAGES; i++) {
      String path = i % 4 == 0 ? "/missing/" + i : "/page/" + i;
      visits.add(() -> fetch(path));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    int found = 0;
    for (Future<Boolean> visit : pool.invokeAll(visits)) {
      found += visit.get() ? 1 : 0;
    }
    pool.shutdown();
    System.out.println("found " + found + " pages, " + RETRIES.size() + " missing");
  }

  private boolean fetch(String path) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort()); // leak: see the 404 branch
    socket.getOutputStream().write(("GET " + path + "\n").getBytes(StandardCharsets.US_ASCII));
    BufferedReader page =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    if (page.readLine().startsWith("404")) {
      RETRIES.add(socket);
      if (clean) {
        socket.close(); // the fix
      }
      return false;
    }
    while (page.readLine() != null) {
      // A real crawler would look for links here.
    }
    socket.close();
    return true;
  }
}
