package io.closewatch.probes;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@link PoolLoad} of an asynchronous client, each of whose threads waits for what it asked. */
final class AsyncLoad<T> {

  private static final int PATIENCE_SECONDS = 30;

  /** The sorts of requests; which one it is, its number says. */
  private enum Sort {
    PAGE,
    MISSING,
    MOVED,
    SLOW,
    /** The server hangs up in the middle of the body. */
    DROPPED,
    /** Cancelled when the whole response is there. */
    CANCELLED_AFTERWARDS,
    /** Cancelled by another thread, at any moment. */
    CANCELLED_MEANWHILE,
    /** Cancelled before anything can have come. */
    CANCELLED_AT_ONCE;

    boolean isCertain() {
      return compareTo(CANCELLED_MEANWHILE) < 0;
    }

    String path() {
      switch (this) {
        case MISSING:
        case MOVED:
        case SLOW:
        case DROPPED:
          return name().toLowerCase(Locale.ROOT) + "/";
        case CANCELLED_MEANWHILE:
          return SLOW.path();
        default:
          return "";
      }
    }

    static Sort of(int number, boolean bearsAnyCancel) {
      int index = number % 50;
      Sort sort = index < values().length ? values()[index] : index < 20 ? MISSING : PAGE;
      return sort == CANCELLED_AT_ONCE && !bearsAnyCancel ? PAGE : sort;
    }
  }

  /** One library. */
  interface Client<T> {

    /** Runs {@code answered} when the head of the response has come. */
    Future<T> get(String url, Runnable answered);

    /** Whether the library itself loses no connection if a cancel meets the end of a lease. */
    boolean bearsAnyCancel();

    /** Such as {@code 200 1000}: the status, and how long the body is. */
    String statusAndBytes(T response);

    int leasedOrPending();

    void closeIdle();
  }

  private final ScheduledExecutorService canceller = Executors.newScheduledThreadPool(1);
  private final Client<T> client;
  private final IdleClosingServer server;

  private AsyncLoad(Client<T> client, IdleClosingServer server) {
    this.client = client;
    this.server = server;
  }

  /** Ends with the pool's own word on how many connections did not come back. */
  static <T> void run(int requests, Client<T> client, IdleClosingServer server) throws Exception {
    AsyncLoad<T> load = new AsyncLoad<>(client, server);
    PoolLoad.runAll(requests, load::result);
    load.canceller.shutdown();
    if (!load.canceller.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException();
    }
    long start = System.nanoTime();
    while (client.leasedOrPending() > 0
        && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
      Thread.sleep(20);
    }
    System.out.println("not back: " + client.leasedOrPending());
    client.closeIdle();
  }

  private String result(int number) {
    Sort sort = Sort.of(number, client.bearsAnyCancel());
    int bytes = PoolLoad.bytes(number);
    String result;
    try {
      String got = get(sort, sort.path() + bytes, number % 6_000);
      result = got.endsWith(" " + bytes) ? got.substring(0, 3) : got;
    } catch (Exception e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : null;
      result = (cause == null ? e : cause).getClass().getSimpleName();
    }
    return sort + (sort.isCertain() || result.equals("TimeoutException") ? " " + result : "");
  }

  private String get(Sort sort, String path, int micros) throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    String url = "http://127.0.0.1:" + server.port() + "/" + path;
    Future<T> response = client.get(url, answered::countDown);
    if (sort == Sort.CANCELLED_AT_ONCE) {
      response.cancel(true);
    } else if (sort == Sort.CANCELLED_MEANWHILE) {
      if (!client.bearsAnyCancel() && !answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new TimeoutException();
      }
      Future<?> unused =
          canceller.schedule(() -> response.cancel(true), micros, TimeUnit.MICROSECONDS);
    }
    T answer = response.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (sort == Sort.CANCELLED_AFTERWARDS && response.cancel(true)) {
      throw new CancellationException();
    }
    return client.statusAndBytes(answer);
  }
}
