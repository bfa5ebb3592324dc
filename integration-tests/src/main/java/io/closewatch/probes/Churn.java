package io.closewatch.probes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.channels.SocketChannel;

/**
 * Opens and closes very many sockets, and prints by how much the live heap grew since the first
 * million of them.
 */
final class Churn {

  private static final int WARM_UP = 1_000_000;

  public static void main(String[] args) throws IOException {
    openAndClose(WARM_UP);
    long before = liveHeap();
    openAndClose(Integer.parseInt(args[0]) - WARM_UP);
    long grown = liveHeap() - before;
    System.out.println("grown " + grown);
    StandardInput.awaitAfter("ready");
  }

  private static void openAndClose(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      SocketChannel.open().close(); // the site
    }
  }

  private static long liveHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      memory.gc();
      used = Math.min(used, memory.getHeapMemoryUsage().getUsed());
    }
    return used;
  }

  private Churn() {}
}
