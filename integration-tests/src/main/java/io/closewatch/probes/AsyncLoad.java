package io.closewatch.probes;

import java.io.Closeable;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Mixed requests of 16 threads through one pool, each with its {@link Fate}, and what came of them.
 * Arguments: requests, client, and what the client takes.
 */
final class AsyncLoad {

  /** One generation of the library; its pool has fewer connections than there are threads. */
  interface Client extends Closeable {

    /** What came of it, such as {@code 200 1500}. */
    String perform(Fate fate, String url) throws Exception;
  }

  private static final int THREADS = 16;

  /** Aborts the requests of others. */
  private static final Timer ABORTER = new Timer("aborter", true);

  private final Map<String, LongAdder> tally = new ConcurrentSkipListMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AsyncLoadServer server;
  private final Client client;
  private final int requests;

  private AsyncLoad(AsyncLoadServer server, Client client, int requests) {
    this.server = server;
    this.client = client;
    this.requests = requests;
  }

  public static void main(String[] args) throws Exception {
    try (AsyncLoadServer server = AsyncLoadServer.start();
        Client client = client(args)) {
      new AsyncLoad(server, client, Integer.parseInt(args[0])).run();
      StandardInput.awaitAfter("ready");
    }
  }

  private static Client client(String[] args) {
    return args[1].equals("4") ? new AsyncLoad4() : new AsyncLoad5(args[2]);
  }

  private void run() throws InterruptedException {
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = new Thread(this::work, "load-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    tally.forEach((result, count) -> System.out.println(result + ": " + count));
  }

  private void work() {
    for (int number = next.getAndIncrement(); number < requests; ) {
      Fate fate = Fate.of(number);
      String result = fate + " " + perform(fate);
      tally.computeIfAbsent(result, key -> new LongAdder()).increment();
      number = next.getAndIncrement();
    }
  }

  private String perform(Fate fate) {
    try {
      if (fate == Fate.INTERRUPTED) {
        Thread.currentThread().interrupt();
      }
      String result = client.perform(fate, server.url(fate.path()));
      return fate.isCertain() ? result : "in time or too late";
    } catch (Exception e) {
      return fate.isCertain() ? e.getClass().getSimpleName() : "in time or too late";
    } finally {
      Thread.interrupted();
    }
  }

  static void later(int millis, Runnable abort) {
    ABORTER.schedule(
        new TimerTask() {
          @Override
          public void run() {
            abort.run();
          }
        },
        millis);
  }
}
