package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.fetch.Crawler;
import io.closewatch.bootstrap.PoolHooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PoolTrackerWeaknessTest {
  private static final int POOL_4 = PoolHooks.POOL_4;

  private final PoolTracker tracker = PoolTrackerTest.tracker(100, 1000);
  private final Object pool = new Object();
  private final Object entry = new Object();

  private static void awaitCollected(WeakReference<?> reference) {
    await()
        .until(
            () -> {
              System.gc();
              return reference.get() == null;
            });
  }

  @Test
  void aLeasedEntryThatIsGoneIsNotOutAnyMore() {
    Object gone = new Object();
    WeakReference<Object> reference = new WeakReference<>(gone);
    Crawler.fetch(tracker, pool, gone);
    Crawler.fetch(tracker, pool, entry);
    gone = null;
    awaitCollected(reference);

    await().until(() -> tracker.pools().get(0).leases().size() == 1 && tracker.leases() == 1);
  }

  @Test
  void anEntryThatWasLeasedTwiceIsForgottenWhole() {
    Object twice = new Object();
    WeakReference<Object> reference = new WeakReference<>(twice);
    Crawler.fetch(tracker, pool, twice);
    Crawler.fetch(tracker, pool, twice);
    twice = null;
    awaitCollected(reference);

    await().until(() -> tracker.pools().get(0).leases().isEmpty() && tracker.leases() == 0);
  }

  @Test
  void aPoolThatIsDroppedUnclosedCountsAtItsLine() {
    Object dropped = new Object();
    WeakReference<Object> reference = new WeakReference<>(dropped);
    Crawler.makePool(tracker, dropped, POOL_4);
    Crawler.fetch(tracker, dropped, entry);
    dropped = null;
    awaitCollected(reference);

    await().until(() -> tracker.sites().get(0).collected() == 1);
    assertThat(tracker.pools()).isEmpty();
    assertThat(tracker.leases()).isZero();
    assertThat(tracker.sites().get(0).closed()).isZero();
  }

  /** What HttpClient 3.0 has for it: closing what is idle. */
  @Test
  void aPoolOfOneConnectionThatWasEmptiedCountsAsClosed() {
    dropAfterUse(true);
    await().until(() -> tracker.pools().isEmpty() && tracker.sites().get(0).closed() == 1);
    assertThat(tracker.sites().get(0).collected()).isZero();

    dropAfterUse(false);
    await().until(() -> tracker.sites().get(0).collected() == 1);
    assertThat(tracker.sites().get(0).closed()).isEqualTo(1);
  }

  private void dropAfterUse(boolean emptied) {
    Object dropped = new Object();
    WeakReference<Object> reference = new WeakReference<>(dropped);
    Crawler.makePool(tracker, dropped, PoolHooks.SIMPLE_3);
    tracker.evicting(dropped, PoolHooks.SIMPLE_3); // before the last use, which is too early
    tracker.leased(dropped, PoolHooks.SIMPLE_3, entry);
    tracker.released(dropped, PoolHooks.SIMPLE_3, entry);
    if (emptied) {
      tracker.evicting(dropped, PoolHooks.SIMPLE_3);
    }
    dropped = null;
    awaitCollected(reference);
  }

  @Test
  void aThreadThatAskedIsFreeWhileItsLeaseLasts() throws InterruptedException {
    Thread asks = new Thread(() -> Crawler.fetch(tracker, pool, entry));
    WeakReference<Thread> reference = new WeakReference<>(asks);
    asks.start();
    asks.join();
    asks = null;
    awaitCollected(reference);

    assertThat(tracker.pools().get(0).leases().get(0).by().threadName()).startsWith("Thread-");
  }

  @Test
  void theClassesOfAStackAreFreeAfterTheScan() throws Exception {
    Object twice = new Object();
    Object future = new Object();
    CopyLoader loader = new CopyLoader();
    WeakReference<ClassLoader> reference = new WeakReference<>(loader);
    Class<?> copy = loader.loadClass(Crawler.class.getName());
    assertThat(copy).isNotSameAs(Crawler.class);
    var makePool = copy.getMethod("makePool", PoolTracker.class, Object.class, int.class);
    var fetch = copy.getMethod("fetch", PoolTracker.class, Object.class, Object.class);
    var ask = copy.getMethod("ask", PoolTracker.class, Object.class, int.class);
    makePool.invoke(null, tracker, pool, POOL_4);
    fetch.invoke(null, tracker, pool, entry);
    fetch.invoke(null, tracker, pool, twice);
    fetch.invoke(null, tracker, pool, twice);
    tracker.leaseFailed(pool, POOL_4, copy, new TimeoutException());
    ask.invoke(null, tracker, pool, POOL_4);
    tracker.requestQueued(future);
    tracker.leaseReturned(pool, future, null);
    makePool = null;
    fetch = null;
    ask = null;
    copy = null;
    loader = null;

    tracker.pools(); // the scan
    awaitCollected(reference);
    TrackedPool known = tracker.pools().get(0);
    assertThat(known.leases()).hasSize(2);
    assertThat(known.failures().get(0).holders().values()).containsExactly(2);
    List<Object> kept = new ArrayList<>(List.of(entry, twice, future));
    assertThat(kept).hasSize(3);
  }

  /** Defines the application anew, as a web application's loader does. */
  private static final class CopyLoader extends ClassLoader {
    CopyLoader() {
      super(PoolTrackerWeaknessTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Crawler.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
