package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Leases at a fixed rate on each of some threads, and how long each lease took. */
final class LeasePace {
  /** Of one thread. */
  static final int LEASES_PER_SECOND = 10_000;

  private static final long INTERVAL_NANOS = 1_000_000_000L / LEASES_PER_SECOND;

  private final int count;
  private final ClientThreads threads;

  LeasePace(int count) {
    this.count = count;
    this.threads = new ClientThreads(count);
  }

  /** What a slice is asked for. */
  enum Measure {
    MEDIAN("ns, median"),
    SLOWEST("ns, 99th of 100"),
    RATE("leases/s");

    private final String unit;

    Measure(String unit) {
      this.unit = unit;
    }

    String unit() {
      return unit;
    }
  }

  /**
   * @param leases of each thread
   */
  Reply run(int leases, Operation lease) throws Exception {
    long[][] nanos = new long[count][leases];
    AtomicInteger nextThread = new AtomicInteger();
    long start = System.nanoTime();
    threads.run(count, 1, () -> keepPace(nanos[nextThread.getAndIncrement()], lease));
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] all = Arrays.stream(nanos).flatMapToLong(Arrays::stream).sorted().toArray();
    return Reply.of(Measure.MEDIAN.name(), (double) all[all.length / 2])
        .and(Measure.SLOWEST.name(), (double) all[all.length - 1 - all.length / 100])
        .and(Measure.RATE.name(), all.length / seconds);
  }

  /** Turns in place between two leases: no sleep ends in time for the next one. */
  private static void keepPace(long[] nanos, Operation lease) throws IOException {
    long next = System.nanoTime();
    for (int i = 0; i < nanos.length; i++) {
      long begin = System.nanoTime();
      while (begin - next < 0) {
        begin = System.nanoTime();
      }
      CallPath.call(ConnectAcceptClose.FRAMES, 0, lease);
      nanos[i] = System.nanoTime() - begin;
      next += INTERVAL_NANOS;
    }
  }
}
