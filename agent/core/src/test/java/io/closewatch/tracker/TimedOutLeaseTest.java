package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.fetch.Crawler;
import io.closewatch.bootstrap.PoolHooks;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimedOutLeaseTest {
  private final PoolTracker tracker = PoolTrackerTest.tracker(100, 1000);
  private final Object pool = PoolTrackerTest.untouchable();

  private static class ConnectTimeoutException extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;
  }

  private static final class ConnectionPoolTimeoutException extends ConnectTimeoutException {
    private static final long serialVersionUID = 1L;
  }

  private static final class DeadlineException extends TimeoutException {
    private static final long serialVersionUID = 1L;
  }

  private TrackedPool onlyPool() {
    return tracker.pools().get(0);
  }

  @Test
  void tellsAWaitForThePoolFromAWaitForThePeer() {
    assertThat(TimedOutLease.isTimeout(new TimeoutException())).isTrue();
    assertThat(TimedOutLease.isTimeout(new ConnectionPoolTimeoutException())).isTrue();
    assertThat(TimedOutLease.isTimeout(new DeadlineException())).isTrue();
    assertThat(TimedOutLease.isTimeout(new ConnectTimeoutException())).isFalse();
    assertThat(TimedOutLease.isTimeout(new SocketTimeoutException())).isFalse();
    assertThat(TimedOutLease.isTimeout(new ConnectException())).isFalse();
    assertThat(TimedOutLease.isTimeout(new InterruptedException())).isFalse();
  }

  @Test
  void keepsTheLastTwenty() {
    for (int i = 0; i < 50; i++) {
      tracker.leaseFailed(pool, PoolHooks.POOL_4, "route " + i, new TimeoutException());
    }

    assertThat(onlyPool().timedOut()).isEqualTo(50);
    assertThat(onlyPool().failures())
        .hasSize(20)
        .satisfies(last -> assertThat(last.get(0).route()).isEqualTo("route 30"))
        .satisfies(last -> assertThat(last.get(19).route()).isEqualTo("route 49"));
  }

  @Test
  void countsNeitherInterruptsNorShutdowns() {
    tracker.leaseFailed(pool, PoolHooks.POOL_4, null, new InterruptedException());
    tracker.leaseFailed(pool, PoolHooks.POOL_4, null, new IllegalStateException("shut down"));
    assertThat(onlyPool().timedOut()).isZero();
    assertThat(onlyPool().failures()).isEmpty();
  }

  @Test
  void oneConnectionThatIsStillOutFailsAtOnce() {
    int kind = PoolHooks.BASIC_4;
    tracker.leaseFailed(pool, kind, null, new IllegalStateException("shut down"));
    assertThat(onlyPool().timedOut()).isZero();

    tracker.leased(pool, kind, pool);
    tracker.leaseFailed(pool, kind, null, new IllegalStateException("still allocated"));
    assertThat(onlyPool().timedOut()).isEqualTo(1);

    tracker.released(pool, kind, pool);
    tracker.leaseFailed(pool, kind, null, new IllegalStateException("shut down"));
    assertThat(onlyPool().timedOut()).isEqualTo(1);
  }

  @Test
  void aRouteThatCannotBeReadIsNone() {
    tracker.leaseFailed(
        pool, PoolHooks.POOL_4, PoolTrackerTest.untouchable(), new TimeoutException());
    assertThat(onlyPool().failures().get(0).route()).isEmpty();
  }

  @Test
  void namesTheHoldersMostFirst() {
    Object[] entries = {new Object(), new Object(), new Object()};
    Crawler.fetch(tracker, pool, entries[0]);
    for (int i = 1; i < 3; i++) {
      Crawler.fetchImages(tracker, pool, entries[i]);
    }
    tracker.leaseFailed(pool, PoolHooks.POOL_4, null, new TimeoutException());
    for (Object entry : entries) {
      tracker.released(pool, PoolHooks.POOL_4, entry);
    }

    FailedLease failure = onlyPool().failures().get(0);
    assertThat(failure.holders().entrySet())
        .extracting(e -> e.getKey().frames().get(0).methodName() + " " + e.getValue())
        .containsExactly("fetchImages 2", "fetch 1");
  }
}
