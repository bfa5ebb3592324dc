package io.closewatch.samples;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks a server and forgets the socket. Nothing refers to it any more, so the garbage collector
 * closes it some day; until then the descriptor is taken.
 */
final class GcHealedLeak {

  private final List<WeakReference<Socket>> forgotten = new ArrayList<>();
  private final InetSocketAddress server;
  private final boolean clean;

  private GcHealedLeak(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(PageServer.class)) {
      new GcHealedLeak(server.address(), Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException, InterruptedException {
    int answers = 0;
    for (int i = 1; i <= 6; i++) {
      answers += ask("/page/" + i) ? 1 : 0;
    }
    System.out.println(answers + " answers");
    for (WeakReference<Socket> socket : forgotten) {
      while (socket.get() != null) {
        System.gc(); // stands in for the collector of a busy service
        Thread.sleep(10);
      }
    }
  }

  private boolean ask(String path) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort()); // leak: never closed
    forgotten.add(new WeakReference<>(socket));
    socket.getOutputStream().write(("GET " + path + "\n").getBytes(StandardCharsets.US_ASCII));
    boolean answered = socket.getInputStream().read() != -1;
    if (clean) {
      socket.close(); // the fix
    }
    return answered;
  }
}
