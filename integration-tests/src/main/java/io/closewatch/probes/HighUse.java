package io.closewatch.probes;

import java.io.File;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaks until a given number of descriptors is used, then goes on opening and closing sockets for
 * some seconds, and prints what the agent notified.
 */
final class HighUse {

  private static final List<SocketChannel> LEAKED = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    int use = Integer.parseInt(args[0]);
    Notifications heard = Notifications.ofAgent();
    do {
      while (used() < use) {
        LEAKED.add(SocketChannel.open()); // leak: high use
      }
    } while (leastUsed() < use);
    long end = System.nanoTime() + 3_000_000_000L;
    while (System.nanoTime() < end) {
      SocketChannel.open().close();
      Thread.sleep(10);
    }
    System.out.println(heard.next(0));
    System.out.println(heard.next(0));
  }

  /** The least of some looks: a scan that is under way has some descriptors for a moment. */
  private static int leastUsed() throws InterruptedException {
    int least = used();
    for (int i = 0; i < 30; i++) {
      Thread.sleep(10);
      least = Math.min(least, used());
    }
    return least;
  }

  private static int used() {
    String[] fds = new File("/proc/self/fd").list();
    return fds.length - 1; // the listing itself
  }

  private HighUse() {}
}
