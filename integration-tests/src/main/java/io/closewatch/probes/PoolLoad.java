package io.closewatch.probes;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * Requests of all sorts by 16 threads on one small pool. What a request gives depends on its number
 * only; where it depends on time too, it is not counted.
 */
final class PoolLoad {

  private static final int THREADS = 16;

  /** The sorts of requests; which one it is, its number says. */
  enum Sort {
    PAGE,
    MISSING,
    MOVED,
    SLOW,
    /** Closed before its body is read. */
    UNREAD,
    /** Aborted by its own thread between head and body. */
    ABORTED,
    /** Aborted by another thread, at any moment. */
    ABORTED_MEANWHILE,
    /** The thread is interrupted when it asks for a connection. */
    INTERRUPTED,
    /** Waits for a connection for a millisecond at most. */
    IMPATIENT;

    boolean isCertain() {
      return compareTo(ABORTED_MEANWHILE) < 0;
    }

    String path() {
      return this == MISSING ? "missing/" : this == MOVED ? "moved/" : this == SLOW ? "slow/" : "";
    }

    /** Whether it wants a connection as long as it takes. */
    boolean isCalm() {
      return compareTo(INTERRUPTED) < 0;
    }

    static Sort of(int number) {
      int sort = number % 50;
      return sort < values().length ? values()[sort] : sort < 20 ? MISSING : PAGE;
    }
  }

  /** One request with one library. */
  interface Request {
    /** Returns what came of it, such as {@code 200 1000}. */
    String run(Sort sort, int bytes) throws Exception;
  }

  private final Map<String, LongAdder> tally = new TreeMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final int requests;
  private final IntFunction<String> request;

  private PoolLoad(int requests, IntFunction<String> request) {
    this.requests = requests;
    this.request = request;
  }

  /**
   * Tells how often each result came.
   *
   * @param sorts {@code calm} for those only that get a connection
   */
  static void run(int requests, String sorts, Request request) throws InterruptedException {
    boolean all = !sorts.equals("calm");
    runAll(
        requests,
        number -> {
          Sort sort = Sort.of(number);
          return result(all || sort.isCalm() ? sort : Sort.PAGE, bytes(number), request);
        });
  }

  /** Tells how often each result came; {@code request} is given the number of a request. */
  static void runAll(int requests, IntFunction<String> request) throws InterruptedException {
    PoolLoad load = new PoolLoad(requests, request);
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = new Thread(load::work, "client-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    load.tally.forEach((result, count) -> System.out.println(result + " x" + count));
  }

  private void work() {
    for (int number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
      count(request.apply(number));
    }
  }

  private static String result(Sort sort, int bytes, Request request) {
    String result;
    try {
      if (sort == Sort.INTERRUPTED) {
        Thread.currentThread().interrupt();
      }
      result = request.run(sort, bytes);
    } catch (Exception e) {
      result = e.getClass().getSimpleName();
    } finally {
      Thread.interrupted();
    }
    return sort + (sort.isCertain() ? " " + result : "");
  }

  /** How long the page is that a request asks for. */
  static int bytes(int number) {
    return 100 + number % 5_000;
  }

  private void count(String result) {
    synchronized (tally) {
      tally.computeIfAbsent(result, key -> new LongAdder()).increment();
    }
  }
}
