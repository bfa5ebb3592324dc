package io.closewatch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.TrackedPool;
import io.closewatch.tracker.TrackedPools;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class PoolTroubleTest {
  private static TrackedPool tracked(Object pool) {
    return TrackedPools.of(pool, PoolKind.POOL_4);
  }

  private static PoolReading read(Object pool) {
    return PoolReader.read(List.of(tracked(pool))).get(0);
  }

  /** Holds the locks of these pools until the latch opens. */
  private static CountDownLatch holdLocks(List<FakePool> pools) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              pools.forEach(pool -> pool.lock.lock());
              held.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              pools.forEach(pool -> pool.lock.unlock());
            });
    holder.setDaemon(true);
    holder.start();
    held.await();
    return release;
  }

  @Test
  void readsPoolsWithoutTheirLocksIfTheseAreHeldForEver() throws Exception {
    List<FakePool> pools = new ArrayList<>();
    List<TrackedPool> tracked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      FakePool pool = new FakePool();
      pool.leased.add(new FakePool.Entry("route", null));
      pool.available.add(new FakePool.Entry("route", null));
      pools.add(pool);
      tracked.add(tracked(pool));
    }
    CountDownLatch release = holdLocks(pools);

    long start = System.nanoTime();
    List<PoolReading> readings = PoolReader.read(tracked);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    release.countDown();

    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThat(readings)
        .hasSize(50)
        .allSatisfy(
            reading -> {
              assertThat(reading.lockBusy()).isTrue();
              assertThat(reading.leased()).isEqualTo(1);
              assertThat(reading.connections()).hasSize(2);
            });
  }

  @Test
  void givesTheLockBack() {
    FakePool pool = new FakePool();
    PoolReading reading = read(pool);
    assertThat(reading.lockBusy()).isFalse();
    assertThat(((ReentrantLock) pool.lock).isLocked()).isFalse();
  }

  @Test
  void waitsForNoLockOnAnInterruptedThreadAndLeavesItInterrupted() throws Exception {
    FakePool pool = new FakePool();
    CountDownLatch release = holdLocks(List.of(pool));
    Thread.currentThread().interrupt();

    PoolReading reading = read(pool);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(reading.lockBusy()).isTrue();
    release.countDown();
  }

  @Test
  void asksEntriesForNothingThatTheyMayFailAt() {
    FakePool pool = new FakePool();
    pool.available.add(new FakePool.Hostile());

    PoolReading reading = read(pool);

    assertThat(reading.problem()).isEmpty();
    assertThat(reading.available()).isEqualTo(1);
    ConnectionReading connection = reading.connections().get(0);
    assertThat(connection.state()).isEqualTo(PoolState.IDLE);
    assertThat(connection.open()).isFalse();
    assertThat(connection.route()).isEqualTo(FakePool.Failing.class.getName());
  }

  @Test
  void saysOfAPoolWithoutTheFieldsThatItIsNotUnderstood() {
    Object pool = new Object();

    PoolReading reading = read(pool);

    assertThat(reading.problem()).isEqualTo("pool not understood: java.lang.Object");
    assertThat(reading.leased()).isEqualTo(-1);
    assertThat(reading.connections()).isEmpty();
  }

  @Test
  void leavesOutPoolsThatAreShutDown() {
    FakePool pool = new FakePool();
    pool.isShutDown = true;

    assertThat(PoolReader.read(List.of(tracked(pool)))).isEmpty();
  }

  @Test
  void looksAtNoMoreThanSomeThousandConnections() {
    FakePool crowded = new FakePool();
    for (int i = 0; i < 10_000; i++) {
      crowded.available.add(new FakePool.Entry("route", null));
    }
    FakePool leaking = new FakePool();
    leaking.leased.add(new FakePool.Entry("route", null));

    TrackedPool first = tracked(crowded);
    TrackedPool second = tracked(leaking);
    List<PoolReading> readings = PoolReader.read(List.of(first, second));

    assertThat(readings.get(0).connections()).hasSize(4_000);
    assertThat(readings.get(0).leftOut()).isEqualTo(6_000);
    assertThat(readings.get(0).available()).isEqualTo(10_000);
    assertThat(readings.get(1).connections()).hasSize(1);
  }

  @Test
  void keepsNoClassLoaderOfTheApplicationAlive() throws Exception {
    WeakReference<ClassLoader> loader = readOnce();

    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private static WeakReference<ClassLoader> readOnce() throws Exception {
    TestClient client = TestClient.late4(PoolKind.POOL_4);
    try (LoopbackServer server = new LoopbackServer()) {
      client.use().accept(server.url("/a"));
      PoolReading reading = read(client.pool());
      assertThat(reading.connections()).hasSize(1);
    }
    return new WeakReference<>(client.loader());
  }
}
