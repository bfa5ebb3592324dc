package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.fetch.Crawler;
import io.closewatch.bootstrap.PoolHooks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FutureLeasesTest {
  private static final int NIO = PoolHooks.NIO_POOL_4;
  private static final int STRICT = PoolHooks.STRICT_5;
  private static final int LAX = PoolHooks.LAX_5;
  private static final int OFFLOCK = PoolHooks.OFFLOCK_5;

  private final PoolTracker tracker = PoolTrackerTest.tracker(100, 1000);
  private final Object pool = PoolTrackerTest.untouchable();
  private final Object entry = PoolTrackerTest.untouchable();
  private final Object future = PoolTrackerTest.untouchable();

  @AfterEach
  void leavesNoTicketInTheThread() {
    int before = tracker.leases();
    Object stray = PoolTrackerTest.untouchable();
    tracker.requestQueued(stray);
    tracker.completing(stray, PoolTrackerTest.untouchable());
    assertThat(tracker.leases()).isEqualTo(before);
  }

  private TrackedPool onlyPool() {
    return tracker.pools().get(0);
  }

  private void queue(int kind) {
    Crawler.ask(tracker, pool, kind);
    tracker.requestQueued(future);
    tracker.leaseReturned(pool, future, null);
  }

  private static void elsewhere(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task, "reactor");
    thread.start();
    thread.join();
  }

  private static Future<Object> done(Object value) {
    return CompletableFuture.completedFuture(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {NIO, STRICT, LAX})
  void aLeaseThatIsAnsweredElsewhereBelongsToWhoAsked(int kind) throws InterruptedException {
    queue(kind);
    assertThat(tracker.leases()).isZero();
    elsewhere(
        () -> {
          tracker.completing(future, entry);
          tracker.completed(future, entry, true);
        });

    Lease lease = onlyPool().leases().get(0);
    assertThat(lease.by().threadName()).isEqualTo(Thread.currentThread().getName());
    assertThat(lease.trace().frames().get(lease.trace().siteIndex()).methodName()).isEqualTo("ask");
    assertThat(onlyPool().leased()).isEqualTo(1);

    tracker.released(pool, kind, entry);
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void anAnswerBeforeTheCallReturnsCountsOnce() {
    Crawler.ask(tracker, pool, STRICT);
    tracker.requestQueued(future);
    tracker.completing(future, entry);
    tracker.completed(future, entry, true);
    tracker.leaseReturned(pool, done(entry), null);

    assertThat(onlyPool().leased()).isEqualTo(1);
    assertThat(onlyPool().leases()).hasSize(1);
  }

  @Test
  void takesTheAnswerFromAFutureThatIsDone() {
    Crawler.ask(tracker, pool, LAX);
    tracker.leaseReturned(pool, done(entry), null);

    assertThat(onlyPool().leases()).hasSize(1);
    tracker.released(pool, LAX, entry);
    assertThat(tracker.leases()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {LAX, OFFLOCK})
  void aConnectionMayBeUsedUpBeforeTheCallReturns(int kind) {
    Crawler.ask(tracker, pool, kind);
    tracker.released(pool, kind, entry);
    tracker.leaseReturned(pool, done(entry), null);
    assertThat(tracker.leases()).isZero();
    assertThat(onlyPool().leased()).isEqualTo(1);

    Crawler.ask(tracker, pool, kind);
    tracker.leaseReturned(pool, done(entry), null);
    assertThat(tracker.leases()).isEqualTo(1);
  }

  @Test
  void releasesOfOldLeasesDoNotCrowdOutOneThatCameEarly() {
    Crawler.ask(tracker, pool, LAX);
    for (int i = 0; i < 63; i++) {
      tracker.released(pool, LAX, PoolTrackerTest.untouchable());
    }
    tracker.released(pool, LAX, entry); // in a callback, before lease() returns
    for (int i = 0; i < 40; i++) {
      tracker.released(pool, LAX, PoolTrackerTest.untouchable());
    }
    tracker.leaseReturned(pool, done(entry), null);

    assertThat(tracker.leases()).isZero();
  }

  @Test
  void anEarlierReleaseIsNotThatOfALaterLease() {
    Crawler.ask(tracker, pool, LAX);
    tracker.released(pool, LAX, entry);
    tracker.leaseReturned(pool, done(new Object()), null);
    tracker.released(pool, LAX, PoolTrackerTest.untouchable());

    Crawler.ask(tracker, pool, LAX);
    tracker.leaseReturned(pool, done(entry), null);
    assertThat(tracker.leases()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {NIO, STRICT, LAX})
  void aRefusedAnswerIsNoLease(int kind) {
    queue(kind);
    tracker.cancelled(future);
    tracker.completing(future, entry);
    tracker.completed(future, entry, false);
    assertThat(tracker.leases()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {STRICT, LAX})
  void aRefusedAnswerMayBeGivenBackByThePool(int kind) {
    queue(kind);
    tracker.cancelled(future);
    tracker.completing(future, entry);
    tracker.completed(future, entry, false);
    tracker.released(pool, kind, entry);
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void anAnswerMayWinAgainstACancel() {
    queue(STRICT);
    tracker.cancelled(future);
    tracker.completing(future, entry);
    tracker.completed(future, entry, true);

    assertThat(tracker.leases()).isEqualTo(1);
    assertThat(onlyPool().timedOut()).isZero();
  }

  @Test
  void overloadsThatCallEachOtherAreOneLease() {
    Crawler.ask(tracker, pool, LAX);
    Crawler.ask(tracker, pool, LAX);
    Future<Object> answer = done(entry);
    tracker.leaseReturned(pool, answer, null);
    tracker.leaseReturned(pool, answer, null);

    assertThat(onlyPool().leased()).isEqualTo(1);
    assertThat(onlyPool().leasedTwice()).isZero();
    assertThat(onlyPool().leases()).hasSize(1);
  }

  @Test
  void aFailureThatPassesThroughOverloadsIsOne() {
    TimeoutException failure = new TimeoutException();
    Crawler.ask(tracker, pool, NIO);
    Crawler.ask(tracker, pool, NIO);
    tracker.leaseReturned(pool, null, failure);
    tracker.leaseReturned(pool, null, failure);

    assertThat(onlyPool().timedOut()).isEqualTo(1);
  }

  @Test
  void aCallbackMayLeaseFromTheSamePool() {
    Object second = PoolTrackerTest.untouchable();
    Crawler.ask(tracker, pool, LAX);
    Crawler.ask(tracker, pool, LAX);
    tracker.leaseReturned(pool, done(second), null);
    tracker.leaseReturned(pool, done(entry), null);

    assertThat(tracker.leases()).isEqualTo(2);
    tracker.released(pool, LAX, second);
    tracker.released(pool, LAX, entry);
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void aCallbackMayLeaseFromAnotherPoolWhileTheRequestIsQueued() {
    Object other = PoolTrackerTest.untouchable();
    Crawler.ask(tracker, pool, STRICT);
    tracker.requestQueued(future);
    Crawler.ask(tracker, other, LAX);
    tracker.leaseReturned(other, done(PoolTrackerTest.untouchable()), null);
    tracker.leaseReturned(pool, future, null);
    tracker.completing(future, entry);
    tracker.completed(future, entry, true);

    assertThat(tracker.pools()).extracting(known -> known.leases().size()).containsExactly(1, 1);
  }

  @Test
  void aJdkFutureTellsTheTrackerItself() throws InterruptedException {
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    Crawler.ask(tracker, pool, OFFLOCK);
    tracker.leaseReturned(pool, waiter, null);
    assertThat(tracker.leases()).isZero();

    elsewhere(
        () -> {
          tracker.released(pool, OFFLOCK, entry); // of a lease from before the agent came
          waiter.complete(entry);
        });
    Lease lease = onlyPool().leases().get(0);
    assertThat(lease.by().get()).isSameAs(Thread.currentThread());
    tracker.released(pool, OFFLOCK, entry);
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void aWaiterMayHaveUsedTheConnectionBeforeTheTrackerIsTold() throws InterruptedException {
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    Crawler.ask(tracker, pool, OFFLOCK);
    tracker.leaseReturned(pool, waiter, null);
    tracker.released(pool, OFFLOCK, entry);
    elsewhere(() -> waiter.complete(entry));

    assertThat(tracker.leases()).isZero();
  }

  @Test
  void aTimeOutNamesWhoHoldsTheConnections() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      Crawler.ask(tracker, pool, STRICT);
      Object one = PoolTrackerTest.untouchable();
      tracker.leaseReturned(pool, done(one), null);
    }
    queue(STRICT);
    elsewhere(() -> tracker.failed(future, new TimeoutException()));

    // Whose entries nobody holds here: they may be collected, who held them stays known.
    assertThat(onlyPool().timedOut()).isEqualTo(1);
    FailedLease failure = onlyPool().failures().get(0);
    assertThat(failure.route()).isEqualTo("http://example.test:80");
    assertThat(failure.threadName()).isEqualTo(Thread.currentThread().getName());
    assertThat(failure.holders().values()).containsExactly(3);
    assertThat(failure.trace().frames()).first().extracting(Frame::methodName).isEqualTo("ask");
  }

  @Test
  void whoWaitsAsLongAsHeWillCancelsItHimself() throws InterruptedException {
    Crawler.ask(tracker, pool, OFFLOCK);
    tracker.leaseReturned(pool, done(entry), null);
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    CompletableFuture<Object> aborted = new CompletableFuture<>();
    for (CompletableFuture<Object> one : List.of(waiter, aborted)) {
      Crawler.ask(tracker, pool, OFFLOCK);
      tracker.leaseReturned(pool, one, null);
    }
    Awaitility.await().pollDelay(5, TimeUnit.MILLISECONDS).until(() -> true);
    elsewhere(() -> aborted.cancel(true));
    assertThat(onlyPool().timedOut()).isZero();
    waiter.cancel(true);
    assertThat(onlyPool().timedOut()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({NIO + ", 0", OFFLOCK + ", 1"})
  void whoeverCancelsWhatHeHasJustAskedForHasNotWaitedInVainIfThePoolTellsOfThat(
      int kind, int timedOut) {
    Crawler.ask(tracker, pool, kind);
    tracker.leaseReturned(pool, done(entry), null);
    queue(kind);
    Awaitility.await().pollDelay(5, TimeUnit.MILLISECONDS).until(() -> true);

    tracker.cancelled(future);

    assertThat(onlyPool().timedOut()).isEqualTo(timedOut);
  }

  @Test
  void whoIsInterruptedCancelsBeforeHisTimeIsUp() {
    Crawler.ask(tracker, pool, STRICT);
    tracker.leaseReturned(pool, done(entry), null);

    assertThat(timedOutOnCancelAfter("PT3M")).isZero();
    assertThat(timedOutOnCancelAfter("PT0S")).isZero(); // he would wait for ever
    assertThat(timedOutOnCancelAfter("PT0.005S")).isEqualTo(1);
  }

  private long timedOutOnCancelAfter(String limit) {
    Object waiter = PoolTrackerTest.untouchable();
    Crawler.ask(tracker, pool, STRICT);
    tracker.leaseLimited(new TimeValue(Duration.parse(limit)));
    tracker.requestQueued(waiter);
    tracker.leaseReturned(pool, waiter, null);
    Awaitility.await().pollDelay(10, TimeUnit.MILLISECONDS).until(() -> true);
    tracker.cancelled(waiter);
    return onlyPool().timedOut();
  }

  /** What HttpCore 5 has. */
  public static final class TimeValue {
    private final Duration duration;

    TimeValue(Duration duration) {
      this.duration = duration;
    }

    public long toMilliseconds() {
      return duration.toMillis();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {STRICT, LAX})
  void nobodyClaimsWhatComesAfterTheWaiterHasLeft(int kind) throws InterruptedException {
    queue(kind);
    tracker.leaseGivenUp(future);
    elsewhere(
        () -> {
          tracker.completing(future, entry);
          tracker.completed(future, entry, true);
        });

    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(true);
    tracker.released(pool, kind, entry);
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void nobodyClaimsWhatComesWhileTheWaiterLeaves() throws InterruptedException {
    queue(STRICT);
    elsewhere(() -> tracker.completing(future, entry));
    tracker.leaseGivenUp(future);
    elsewhere(() -> tracker.completed(future, entry, true));

    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(true);
  }

  @Test
  void nobodyClaimsWhatCameBeforeTheWaiterLeft() throws InterruptedException {
    CompletableFuture<Object> answered = new CompletableFuture<>();
    Crawler.ask(tracker, pool, STRICT);
    tracker.requestQueued(answered);
    tracker.leaseReturned(pool, answered, null);
    elsewhere(
        () -> {
          tracker.completing(answered, entry);
          answered.complete(entry);
          tracker.completed(answered, entry, true);
        });
    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(false);
    tracker.leaseGivenUp(answered);

    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(true);
  }

  @Test
  void nobodyClaimsWhatAJdkFutureGetsAfterItsWaiterHasLeft() throws InterruptedException {
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    Crawler.ask(tracker, pool, OFFLOCK);
    tracker.leaseReturned(pool, waiter, null);
    tracker.leaseGivenUp(waiter);
    elsewhere(() -> waiter.complete(entry));

    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(true);
    tracker.released(pool, OFFLOCK, entry);
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void nobodyClaimsWhatAJdkFutureGotBeforeItsWaiterLeft() throws InterruptedException {
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    Crawler.ask(tracker, pool, OFFLOCK);
    tracker.leaseReturned(pool, waiter, null);
    elsewhere(() -> waiter.complete(entry));
    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(false);
    tracker.leaseGivenUp(waiter);

    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(true);
  }

  /** Whichever comes first, the other one has to see it. */
  @ParameterizedTest
  @ValueSource(ints = {STRICT, OFFLOCK})
  void nobodyClaimsWhatComesAtTheMomentAtWhichTheWaiterLeaves(int kind) throws Exception {
    ExecutorService reactor = Executors.newSingleThreadExecutor();
    CyclicBarrier start = new CyclicBarrier(2);
    try {
      for (int i = 0; i < 3_000; i++) {
        CompletableFuture<Object> waiter = new CompletableFuture<>();
        Crawler.ask(tracker, pool, kind);
        if (kind == STRICT) {
          tracker.requestQueued(waiter);
        }
        tracker.leaseReturned(pool, waiter, null);
        Future<?> answered =
            reactor.submit(
                () -> {
                  start.await();
                  if (kind == STRICT) {
                    tracker.completing(waiter, entry);
                  }
                  waiter.complete(entry);
                  tracker.completed(waiter, entry, true);
                  return null;
                });
        start.await();
        tracker.leaseGivenUp(waiter);
        answered.get();

        assertThat(onlyPool().leases())
            .as("round %d", i)
            .extracting(Lease::isUnclaimed)
            .containsExactly(true);
        tracker.released(pool, kind, entry);
      }
    } finally {
      reactor.shutdownNow();
    }
  }

  @Test
  void theNextLeaseOfWhatNobodyClaimedIsClaimed() throws InterruptedException {
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    Crawler.ask(tracker, pool, OFFLOCK);
    tracker.leaseReturned(pool, waiter, null);
    elsewhere(() -> waiter.complete(entry));
    tracker.released(pool, OFFLOCK, entry);
    elsewhere(
        () -> {
          Crawler.ask(tracker, pool, OFFLOCK);
          tracker.leaseReturned(pool, done(entry), null);
        });
    tracker.leaseGivenUp(waiter);

    assertThat(onlyPool().leases()).extracting(Lease::isUnclaimed).containsExactly(false);
  }

  @Test
  void givingUpWithoutAnAnswerIsNoLease() {
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    CompletableFuture<Object> failed = new CompletableFuture<>();
    for (CompletableFuture<Object> one : List.of(waiter, failed)) {
      Crawler.ask(tracker, pool, OFFLOCK);
      tracker.leaseReturned(pool, one, null);
    }
    failed.completeExceptionally(new IllegalStateException());
    tracker.leaseGivenUp(failed);
    tracker.leaseGivenUp(waiter);
    waiter.cancel(true);
    tracker.leaseGivenUp(waiter);
    tracker.leaseGivenUp(future);
    tracker.leaseGivenUp(done(PoolTrackerTest.untouchable()));

    assertThat(tracker.leases()).isZero();
    assertThat(onlyPool().timedOut()).isZero();
  }

  @Test
  void aTimeOutNamesNobodyForWhatNobodyClaimed() throws InterruptedException {
    Crawler.ask(tracker, pool, STRICT);
    tracker.leaseReturned(pool, done(PoolTrackerTest.untouchable()), null);
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    Crawler.ask(tracker, pool, STRICT);
    tracker.leaseReturned(pool, waiter, null);
    tracker.leaseGivenUp(waiter);
    waiter.complete(entry);
    queue(STRICT);
    elsewhere(() -> tracker.failed(future, new TimeoutException()));

    assertThat(onlyPool().leases()).hasSize(2);
    assertThat(onlyPool().failures().get(0).holders().values()).containsExactly(1);
  }

  @Test
  void leavesTheInterruptFlagAlone() {
    Thread.currentThread().interrupt();
    try {
      Crawler.ask(tracker, pool, LAX);
      tracker.leaseReturned(pool, done(entry), null);
      tracker.leased(pool, LAX, PoolTrackerTest.untouchable());
      tracker.leaseGivenUp(done(entry));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(tracker.leases()).isGreaterThan(0);
  }

  @Test
  void otherFuturesAreNoneOfItsBusiness() {
    queue(STRICT);
    Object other = PoolTrackerTest.untouchable();
    tracker.completing(other, entry);
    tracker.completed(other, entry, true);
    tracker.failed(other, new TimeoutException());
    tracker.cancelled(other);

    assertThat(tracker.leases()).isZero();
    assertThat(onlyPool().timedOut()).isZero();
  }
}
