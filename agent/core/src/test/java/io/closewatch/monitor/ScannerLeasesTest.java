package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.shop.Shop;
import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.kernel.FakeKernel;
import io.closewatch.pool.FakePool;
import io.closewatch.pool.PoolReader;
import io.closewatch.pool.PoolReading;
import io.closewatch.tracker.PoolTracker;
import io.closewatch.tracker.SocketTracker;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScannerLeasesTest {
  private static final int LEASE_GRACE_MILLIS = 1;
  private static final Graces GRACES =
      new Graces(60_000, LEASE_GRACE_MILLIS, 30_000, 60_000, 600_000);

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final PoolTracker pools = tracker.pools();
  private final Scanner scanner = new Scanner(tracker, new FakeKernel(), GRACES);
  private final FakePool pool = new FakePool();
  private final FakePool.Entry entry = new FakePool.Entry("{}->http://shop:80", null);

  private List<PoolSnapshot> scan() {
    return scanner.scan(PoolReader.read(pools.pools())).pools().pools();
  }

  private PoolConnection connection() {
    return scan().get(0).connections().get(0);
  }

  @Test
  void tellsWhoLeasedAConnectionAndWhereThatThreadIs() {
    pool.leased.add(entry);
    Shop.lease(pools, pool, PoolHooks.POOL_4, entry);
    await().until(() -> connection().sinceMillis() > LEASE_GRACE_MILLIS);

    PoolConnection connection = connection();
    assertThat(connection.state()).isEqualTo(PoolState.LEASED);
    assertThat(connection.quietMillis()).isBetween(0L, connection.sinceMillis());
    Handling lease = connection.lease();
    assertThat(lease.takenAt().frames().get(lease.takenAt().siteIndex()).methodName())
        .isEqualTo("lease");
    assertThat(lease.threadName()).isEqualTo(Thread.currentThread().getName());
    assertThat(lease.threadEnded()).isFalse();
    assertThat(lease.thread().frames())
        .anySatisfy(frame -> assertThat(frame.className()).isEqualTo(getClass().getName()));
  }

  @Test
  void doesNotHoldALeaseAgainstAThreadThatHasGivenItBackSinceThePoolWasRead() {
    pool.leased.add(entry);
    Shop.lease(pools, pool, PoolHooks.POOL_4, entry);
    await().until(() -> connection().sinceMillis() > LEASE_GRACE_MILLIS);

    List<PoolReading> read = PoolReader.read(pools.pools());
    pools.released(pool, PoolHooks.POOL_4, entry);
    PoolConnection back = scanner.scan(read).pools().pools().get(0).connections().get(0);

    assertThat(back.state()).isEqualTo(PoolState.LEASED);
    assertThat(back.sinceMillis()).isZero();
    assertThat(back.quietMillis()).isZero();
  }

  @Test
  void doesNotHoldItAgainstTheThreadEitherIfThePoolHasClosedAndForgottenTheConnection() {
    List<PoolReading> read = readWhileLeased();
    await()
        .until(
            () -> {
              System.gc();
              return read.get(0).connections().get(0).lease().get() == null;
            });

    assertThat(scanner.scan(read).pools().pools().get(0).connections().get(0).sinceMillis())
        .isZero();
  }

  /** Given back and evicted since. */
  private List<PoolReading> readWhileLeased() {
    FakePool.Entry evicted = new FakePool.Entry("{}->http://shop:80", null);
    pool.leased.add(evicted);
    Shop.lease(pools, pool, PoolHooks.POOL_4, evicted);
    await().until(() -> connection().sinceMillis() > LEASE_GRACE_MILLIS);
    List<PoolReading> read = PoolReader.read(pools.pools());
    pools.released(pool, PoolHooks.POOL_4, evicted);
    pool.leased.remove(evicted);
    return read;
  }

  @Test
  void countsALeaseOfTheSameEntryAnew() {
    pool.leased.add(entry);
    Shop.lease(pools, pool, PoolHooks.POOL_4, entry);
    await().until(() -> connection().sinceMillis() > LEASE_GRACE_MILLIS);

    List<PoolReading> read = PoolReader.read(pools.pools());
    pools.released(pool, PoolHooks.POOL_4, entry);
    Shop.lease(pools, pool, PoolHooks.POOL_4, entry);

    assertThat(scanner.scan(read).pools().pools().get(0).connections().get(0).sinceMillis())
        .isZero();
  }

  @Test
  void tellsThatTheThreadOfALeaseHasEnded() throws Exception {
    pool.leased.add(entry);
    Thread thread = new Thread(() -> Shop.lease(pools, pool, PoolHooks.POOL_4, entry), "customer");
    thread.start();
    thread.join();

    Handling lease = connection().lease();
    assertThat(lease.threadName()).isEqualTo("customer");
    assertThat(lease.threadEnded()).isTrue();
    assertThat(lease.thread()).isNull();
  }

  @Test
  void knowsNobodyWhoLeasedAConnectionBeforeTheAgentCame() {
    pool.leased.add(entry);
    pools.poolCreated(pool, PoolHooks.POOL_4);

    assertThat(connection().state()).isEqualTo(PoolState.LEASED);
    assertThat(connection().lease()).isNull();
    assertThat(connection().sinceMillis()).isEqualTo(-1);
  }

  @Test
  void believesAPoolThatALeasedConnectionIsBack() {
    pool.available.add(entry);
    Shop.lease(pools, pool, PoolHooks.POOL_4, entry);

    assertThat(scan().get(0).connections())
        .extracting(PoolConnection::state)
        .containsExactly(PoolState.IDLE);
  }

  @Test
  void showsTheLeasesOfAPoolThatIsNotUnderstood() {
    Object strange = new Object();
    Shop.lease(pools, strange, PoolHooks.STRICT_5, entry);

    PoolSnapshot snapshot = scan().get(0);
    assertThat(snapshot.problem()).isEqualTo("pool not understood: java.lang.Object");
    assertThat(snapshot.leased()).isEqualTo(-1);
    assertThat(snapshot.connections()).hasSize(1);
    assertThat(snapshot.connections().get(0).route()).isEqualTo("http://shop:80");
    assertThat(snapshot.connections().get(0).lease()).isNotNull();
  }

  @Test
  void countsForHowLongALeaseHasBeenWithoutAConnection() {
    pool.leased.add(entry);
    Shop.lease(pools, pool, PoolHooks.POOL_4, entry);
    assertThat(connection().quietMillis()).isZero();

    await().until(() -> connection().quietMillis() > 2);
    assertThat(connection().open()).isFalse();
  }

  @Test
  void leavesOutPoolsThatAreClosedOrGone() {
    pools.poolCreated(pool, PoolHooks.POOL_4);
    pools.poolCreated(new FakePool(), PoolHooks.POOL_4);
    pools.closing(pool, PoolHooks.POOL_4);

    await()
        .until(
            () -> {
              System.gc();
              return scan().isEmpty();
            });
  }
}
