package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.fetch.Crawler;
import com.example.moved.apache.http.impl.MovedClient;
import io.closewatch.bootstrap.PoolHooks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTrackerTest {
  private static final int POOL_4 = PoolHooks.POOL_4;

  private final PoolTracker tracker = tracker(100, 1000);
  private final Object pool = untouchable();

  static PoolTracker tracker(int maxPools, int maxLeases) {
    TraceTable traces = new TraceTable(new ThrowableHash(), new SiteRule(List.of()), 1000);
    return new PoolTracker(traces, new FdTable(), maxPools, maxLeases);
  }

  /** Equal to everything and without a hash: only the identity tells such objects apart. */
  static Object untouchable() {
    return new Object() {
      @Override
      public boolean equals(Object other) {
        throw new IllegalStateException("calls into the library");
      }

      @Override
      public int hashCode() {
        throw new IllegalStateException("calls into the library");
      }

      @Override
      public String toString() {
        throw new IllegalStateException("calls into the library");
      }
    };
  }

  private TrackedPool onlyPool() {
    List<TrackedPool> pools = tracker.pools();
    assertThat(pools).hasSize(1);
    return pools.get(0);
  }

  private static List<String> lines(TrackedPool pool) {
    return pool.leases().stream()
        .map(lease -> SiteRule.representative(lease.trace().frames(), lease.trace().siteIndex()))
        .map(Frame::methodName)
        .toList();
  }

  @Test
  void followsWhatIsOutOfAPoolByTheLineThatAskedForIt() {
    Crawler.makePool(tracker, pool, POOL_4);
    Object first = untouchable();
    Object second = untouchable();
    Object third = untouchable();
    Crawler.fetch(tracker, pool, first);
    Crawler.fetch(tracker, pool, second);
    Crawler.fetchImages(tracker, pool, third);
    tracker.released(pool, POOL_4, first);

    TrackedPool known = onlyPool();
    assertThat(lines(known)).containsExactly("fetch", "fetchImages");
    assertThat(known.get()).isSameAs(pool);
    assertThat(known.kind()).isEqualTo(PoolKind.POOL_4);
    assertThat(known.className()).isEqualTo(pool.getClass().getName());
    assertThat(known.leased()).isEqualTo(3);
    assertThat(known.usedNanos()).isNotEqualTo(TrackedPool.NEVER);
    assertThat(known.leases().get(0).get()).isSameAs(second);
    assertThat(known.leases().get(0).by().get()).isSameAs(Thread.currentThread());
    assertThat(tracker.leases()).isEqualTo(2);
  }

  @Test
  void knowsTheLineThatMadeAPoolAndWhatBecameOfItsPools() {
    List<Object> pools = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Object one = untouchable();
      pools.add(one);
      Crawler.makePool(tracker, one, POOL_4);
      Crawler.makePool(tracker, one, POOL_4);
    }
    tracker.closing(pools.get(0), POOL_4);
    tracker.closing(pools.get(0), POOL_4);

    assertThat(tracker.pools()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(tracker.pools().get(i).get() == pools.get(i)).isTrue();
    }
    assertThat(tracker.pools().get(0).isClosed()).isTrue();
    assertThat(tracker.pools().get(1).isClosed()).isFalse();
    assertThat(tracker.sites())
        .singleElement()
        .satisfies(
            site -> {
              assertThat(site.frame().methodName()).isEqualTo("makePool");
              assertThat(site.created()).isEqualTo(3);
              assertThat(site.closed()).isEqualTo(1);
              assertThat(site.collected()).isZero();
              assertThat(site.kind()).isEqualTo(PoolKind.POOL_4);
            });
  }

  @Test
  void ignoresWhatIsGivenBackAfterALeaseFromBeforeTheAgent() {
    tracker.released(pool, POOL_4, untouchable());
    assertThat(tracker.pools()).isEmpty();

    Object entry = untouchable();
    Crawler.fetch(tracker, pool, entry);
    tracker.released(pool, POOL_4, untouchable());
    assertThat(onlyPool().createdAt()).isNull();
    assertThat(onlyPool().leases()).hasSize(1);
  }

  @Test
  void aSecondLeaseOfOneEntryStandsForTheFirst() {
    Object entry = untouchable();
    Crawler.fetch(tracker, pool, entry);
    Crawler.fetchImages(tracker, pool, entry);

    assertThat(lines(onlyPool())).containsExactly("fetchImages");
    assertThat(onlyPool().leasedTwice()).isEqualTo(1);

    tracker.released(pool, POOL_4, entry);
    assertThat(onlyPool().leases()).isEmpty();
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void nothingIsOutOfAPoolThatWasShutDown() {
    Object entry = untouchable();
    Crawler.fetch(tracker, pool, entry);
    tracker.closing(pool, POOL_4);
    Crawler.fetch(tracker, pool, untouchable());

    assertThat(onlyPool().leases()).isEmpty();
    assertThat(tracker.leases()).isZero();
    tracker.released(pool, POOL_4, entry);
    assertThat(tracker.leases()).isZero();
  }

  @Test
  void remembersEvictionsAndConnectionsLostToTheCollector() {
    Crawler.makePool(tracker, pool, PoolHooks.MULTI_THREADED_3);
    assertThat(onlyPool().evictedNanos()).isEqualTo(TrackedPool.NEVER);

    tracker.evicting(pool, PoolHooks.MULTI_THREADED_3);
    tracker.lostToGc(pool, PoolHooks.MULTI_THREADED_3);
    assertThat(onlyPool().evictedNanos()).isNotEqualTo(TrackedPool.NEVER);
    assertThat(onlyPool().lostToGc()).isEqualTo(1);
  }

  @Test
  void isBoundedAndSaysWhatItLeftOut() {
    PoolTracker few = tracker(2, 3);
    List<Object> kept = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Object one = new Object();
      kept.add(one);
      Crawler.makePool(few, one, POOL_4);
    }
    assertThat(few.pools()).hasSize(2);
    assertThat(few.untracked()).isEqualTo(2);

    for (int i = 0; i < 5; i++) {
      Object entry = new Object();
      kept.add(entry);
      Crawler.fetch(few, kept.get(0), entry);
    }
    assertThat(few.pools().get(0).leases()).hasSize(3);
    assertThat(few.untracked()).isEqualTo(4);

    few.released(kept.get(0), POOL_4, kept.get(4));
    Crawler.fetch(few, kept.get(1), kept.get(8));
    assertThat(few.leases()).isEqualTo(3);
    assertThat(few.untracked()).isEqualTo(4);
  }

  @Test
  void findsTheApplicationBehindALibraryThatWasMovedElsewhere() {
    MovedClient client = Crawler.makeClient(tracker);
    Object entry = untouchable();
    Crawler.fetch(client, entry);

    assertThat(lines(onlyPool())).containsExactly("fetch");
    Trace createdAt = onlyPool().createdAt();
    assertThat(createdAt).isNotNull();
    assertThat(createdAt.frames().get(createdAt.siteIndex()).methodName()).isEqualTo("makeClient");
    assertThat(tracker.sites().get(0).frame().className()).isEqualTo(Crawler.class.getName());
  }

  @Test
  void readsAStackOnceAndSharesItAmongLeases() {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Object entry = untouchable();
      entries.add(entry);
      Crawler.fetch(tracker, pool, entry);
    }
    List<Lease> leases = onlyPool().leases();

    assertThat(leases).hasSize(entries.size());
    assertThat(leases.get(1).trace()).isSameAs(leases.get(0).trace());
    assertThat(leases.get(2).trace()).isSameAs(leases.get(0).trace());
  }

  @Test
  void aPoolThatAFinalizerShutsDownWasForgotten() throws InterruptedException {
    Crawler.makePool(tracker, pool, POOL_4);
    Object unknown = untouchable();
    Thread finalizer =
        new Thread(
            () -> {
              tracker.closing(pool, POOL_4);
              tracker.evicting(unknown, POOL_4);
            },
            "Secondary finalizer");
    finalizer.start();
    finalizer.join();

    assertThat(onlyPool().isClosed()).isTrue();
    assertThat(tracker.sites().get(0).closed()).isZero();
    assertThat(tracker.sites().get(0).collected()).isEqualTo(1);
  }

  @Test
  void poolsThatWereShutDownMakeRoomBeforeTheyAreCollected() {
    PoolTracker few = tracker(16, 10);
    List<Object> kept = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Object one = new Object();
      kept.add(one);
      Crawler.makePool(few, one, POOL_4);
      few.closing(one, POOL_4);
    }

    assertThat(kept).hasSize(100);
    assertThat(few.untracked()).isZero();
    assertThat(few.sites().get(0).created()).isEqualTo(100);
    assertThat(few.sites().get(0).closed()).isEqualTo(100);
    assertThat(few.sites().get(0).collected()).isZero();
  }
}
