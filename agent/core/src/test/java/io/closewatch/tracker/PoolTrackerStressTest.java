package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.bootstrap.PoolHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Orders of events as pools and their threads bring them about; each lease ends in some way. */
class PoolTrackerStressTest {
  private static final int THREADS = 4;
  private static final int LEASES = 4_000;

  private final PoolTracker tracker = PoolTrackerTest.tracker(100, 100_000);
  private final List<Object> pools = new ArrayList<>();
  private final ExecutorService others = Executors.newCachedThreadPool();

  private Object poolOf(int kind) {
    while (pools.size() <= kind) {
      Object pool = new Object();
      tracker.poolCreated(pool, pools.size());
      pools.add(pool);
    }
    return pools.get(kind);
  }

  @Test
  void theBalanceEndsAtZero() throws Exception {
    poolOf(PoolHooks.BASIC_5);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<Void> work =
          () -> {
            for (int i = 0; i < LEASES; i++) {
              leaseSomehow();
            }
            return null;
          };
      for (Future<Void> share : threads.invokeAll(List.of(work, work, work, work))) {
        share.get();
      }
    } finally {
      threads.shutdown();
      others.shutdown();
    }

    assertThat(tracker.leases()).isZero();
    assertThat(tracker.pools()).allSatisfy(pool -> assertThat(pool.leases()).isEmpty());
    assertThat(tracker.untracked()).isZero();
    assertThat(tracker.pools()).allSatisfy(pool -> assertThat(pool.leasedTwice()).isZero());
  }

  private void leaseSomehow() throws Exception {
    switch (ThreadLocalRandom.current().nextInt(7)) {
      case 0 -> blocking();
      case 1 -> queuedAndAnswered(PoolHooks.STRICT_5);
      case 2 -> queuedAndAnswered(PoolHooks.NIO_POOL_4);
      case 3 -> queuedAndFailed();
      case 4 -> answeredAndCancelled(PoolHooks.NIO_POOL_4);
      case 5 -> answeredAndCancelled(PoolHooks.LAX_5);
      default -> {
        givenBackByACallback(PoolHooks.LAX_5);
        waitedFor();
      }
    }
  }

  private void blocking() throws Exception {
    Object entry = new Object();
    Object pool = poolOf(PoolHooks.POOL_4);
    tracker.leased(pool, PoolHooks.POOL_4, entry);
    others.submit(() -> tracker.released(pool, PoolHooks.POOL_4, entry)).get();
  }

  private void queuedAndAnswered(int kind) throws Exception {
    Object entry = new Object();
    Object future = new Object();
    Object pool = poolOf(kind);
    tracker.leaseRequested(pool, kind, null);
    tracker.requestQueued(future);
    Future<?> answer =
        others.submit(
            () -> {
              tracker.completing(future, entry);
              Future<?> user = others.submit(() -> tracker.released(pool, kind, entry));
              tracker.completed(future, entry, true);
              user.get();
              return null;
            });
    tracker.leaseReturned(pool, future, null);
    answer.get();
  }

  private void queuedAndFailed() throws Exception {
    Object future = new Object();
    Object pool = poolOf(PoolHooks.STRICT_5);
    tracker.leaseRequested(pool, PoolHooks.STRICT_5, null);
    tracker.requestQueued(future);
    Future<?> failure = others.submit(() -> tracker.failed(future, new TimeoutException()));
    tracker.leaseReturned(pool, future, null);
    failure.get();
  }

  private void answeredAndCancelled(int kind) throws Exception {
    Object entry = new Object();
    Object future = new Object();
    Object pool = poolOf(kind);
    boolean accepted = ThreadLocalRandom.current().nextBoolean();
    tracker.leaseRequested(pool, kind, null);
    tracker.requestQueued(future);
    Future<?> cancel = others.submit(() -> tracker.cancelled(future));
    Future<?> answer =
        others.submit(
            () -> {
              tracker.completing(future, entry);
              tracker.completed(future, entry, accepted);
              if (accepted || kind != PoolHooks.NIO_POOL_4) {
                tracker.released(pool, kind, entry);
              }
            });
    tracker.leaseReturned(pool, future, null);
    cancel.get();
    answer.get();
  }

  private void givenBackByACallback(int kind) throws Exception {
    Object entry = new Object();
    Object pool = poolOf(kind);
    tracker.leaseRequested(pool, kind, null);
    Future<?> callback = others.submit(() -> tracker.released(pool, kind, entry));
    tracker.leaseReturned(pool, CompletableFuture.completedFuture(entry), null);
    callback.get();
  }

  private void waitedFor() throws Exception {
    Object entry = new Object();
    int kind = PoolHooks.OFFLOCK_5;
    Object pool = poolOf(kind);
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    tracker.leaseRequested(pool, kind, null);
    Future<?> answer = others.submit(() -> waiter.complete(entry));
    tracker.leaseReturned(pool, waiter, null);
    Future<?> user =
        others.submit(
            () -> {
              tracker.released(pool, kind, waiter.get());
              return null;
            });
    user.get();
    answer.get();
  }
}
