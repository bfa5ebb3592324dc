package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocketTrackerTest {
  private static final int SOCKET = SocketHooks.CLIENT_SOCKET;
  private static final int CHANNEL = SocketHooks.CLIENT_CHANNEL;

  private final Object owner = new Object();

  /** Both ways to identify a stack: StackWalker, and Throwable as on Java 8. */
  static Stream<SocketTracker> trackers() {
    return Stream.of(tracker(StackHash.ofStackWalker(), 100), tracker(new ThrowableHash(), 100));
  }

  private static SocketTracker tracker(StackHash hash, int capacity) {
    return new SocketTracker(new TraceTable(hash, new SiteRule(List.of()), capacity));
  }

  private static SiteSnapshot onlySite(SocketTracker tracker) {
    assertThat(tracker.sites().byWeight()).hasSize(1);
    return tracker.sites().byWeight().get(0);
  }

  @ParameterizedTest
  @MethodSource("trackers")
  void countsOpensClosesAndPeakOfOneLine(SocketTracker tracker) {
    List<Object> owners = new ArrayList<>();
    for (int fd = 10; fd < 15; fd++) {
      owners.add(new Object());
      Shop.order(tracker, SOCKET, owners.get(fd - 10), fd);
    }
    for (int fd = 10; fd < 13; fd++) {
      tracker.closing(owners.get(fd - 10), fd);
      tracker.released(fd);
    }

    SiteSnapshot site = onlySite(tracker);
    assertThat(site.frame().className()).isEqualTo("com.example.shop.Shop");
    assertThat(site.frame().methodName()).isEqualTo("order");
    assertThat(site.opened()).isEqualTo(5);
    assertThat(site.closed()).isEqualTo(3);
    assertThat(site.closedByGc()).isZero();
    assertThat(site.open()).isEqualTo(2);
    assertThat(site.peak()).isEqualTo(5);
    assertThat(tracker.open()).extracting(TrackedSocket::fd).containsExactly(13, 14);
  }

  @ParameterizedTest
  @MethodSource("trackers")
  void tellsApartTwoMethodsThatOpenAtTheSameBytecodeIndex(SocketTracker tracker) {
    List<Runnable> sameCaller =
        List.of(
            () -> Shop.order(tracker, SOCKET, owner, 3),
            () -> Shop.refund(tracker, SOCKET, new Object(), 4));

    sameCaller.forEach(Runnable::run);

    assertThat(tracker.sites().byWeight())
        .extracting(site -> site.frame().methodName())
        .containsExactlyInAnyOrder("order", "refund");
  }

  @ParameterizedTest
  @MethodSource("trackers")
  void keepsOneTracePerDistinctStack(SocketTracker tracker) {
    for (int round = 0; round < 3; round++) {
      for (int path = 0; path < 8; path++) {
        int fd = path;
        Shop.openDeep(tracker, path, 3, new Object(), fd);
        tracker.released(fd);
      }
    }

    assertThat(tracker.distinctTraces()).isEqualTo(8);
    assertThat(onlySite(tracker).opened()).isEqualTo(24);
  }

  @Test
  void separatesSitesByKind() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    for (int kind : new int[] {SOCKET, CHANNEL}) {
      Shop.order(tracker, kind, new Object(), kind);
    }

    assertThat(tracker.sites().byWeight())
        .extracting(SiteSnapshot::kind)
        .containsExactlyInAnyOrder(SocketKind.CLIENT_SOCKET, SocketKind.CLIENT_CHANNEL);
  }

  @Test
  void ignoresTheSecondConstructorOfOneChannel() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, CHANNEL, owner, 7);
    Shop.order(tracker, CHANNEL, owner, 7);

    assertThat(onlySite(tracker).opened()).isEqualTo(1);
    assertThat(tracker.missedReleases()).isZero();
  }

  @Test
  void countsASocketReleasedWithoutCloseAsClosedByTheCollector() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, SOCKET, owner, 7);
    tracker.released(7);

    assertThat(onlySite(tracker).closedByGc()).isEqualTo(1);
    assertThat(onlySite(tracker).closed()).isZero();
  }

  @Test
  void takesAnAsyncChannelReleasedWithoutClosingForClosed() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, SocketHooks.CLIENT_ASYNC, owner, 7);
    tracker.released(7);

    assertThat(onlySite(tracker).closed()).isEqualTo(1);
    assertThat(onlySite(tracker).closedByGc()).isZero();
  }

  @Test
  void countsACloseOnAFinalizerThreadAsTheCollectors() throws Exception {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, SOCKET, owner, 7);
    Thread finalizer =
        new Thread(
            () -> {
              tracker.closing(owner, 7);
              tracker.released(7);
            },
            "Secondary finalizer");
    finalizer.start();
    finalizer.join();

    assertThat(onlySite(tracker).closedByGc()).isEqualTo(1);
  }

  @Test
  void countsAMissedReleaseWhenTheNumberComesAgain() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    for (int i = 0; i < 2; i++) {
      Shop.order(tracker, SOCKET, new Object(), 7);
    }

    assertThat(tracker.missedReleases()).isEqualTo(1);
    assertThat(onlySite(tracker).open()).isEqualTo(1);
    assertThat(onlySite(tracker).closed()).isEqualTo(1);
  }

  @Test
  void ignoresReleasesOfDescriptorsItNeverSaw() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    tracker.released(5);
    tracker.released(900_000);
    tracker.released(Integer.MAX_VALUE);
    tracker.closing(owner, 5);

    assertThat(tracker.open()).isEmpty();
    assertThat(tracker.missedReleases()).isZero();
  }

  @Test
  void ignoresACloseOfAnotherOwnerOfTheSameNumber() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, SOCKET, owner, 7);
    tracker.closing(new Object(), 7);

    assertThat(tracker.open().get(0).isClosing()).isFalse();
  }

  @Test
  void keepsTheStackOfACloseThatLeftTheDescriptorOpen() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, CHANNEL, owner, 7);
    Shop.close(tracker, owner, 7);

    TrackedSocket socket = tracker.open().get(0);
    assertThat(socket.isClosing()).isTrue();
    assertThat(socket.closingThread()).isEqualTo(Thread.currentThread().getName());
    Trace closedBy = socket.closedBy();
    assertThat(closedBy).isNotNull();
    assertThat(closedBy.frames().get(closedBy.siteIndex()).methodName()).isEqualTo("close");
  }

  @Test
  void walksTheStackOfAnAcceptorOncePerListenerAndThread() throws Exception {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, SocketHooks.LISTENING_SOCKET, owner, 3);
    int tracesBefore = tracker.distinctTraces();
    for (int fd = 4; fd < 10; fd++) {
      Shop.accept(tracker, SocketHooks.ACCEPTED_SOCKET, new Object(), fd, 3);
    }
    assertThat(tracker.distinctTraces()).isEqualTo(tracesBefore + 1);

    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              Shop.accept(tracker, SocketHooks.ACCEPTED_SOCKET, new Object(), 11, 3);
              done.countDown();
            });
    other.start();
    done.await();
    other.join();

    assertThat(tracker.distinctTraces()).isEqualTo(tracesBefore + 2);
  }

  @Test
  void countsStacksBeyondItsCapacityUnderOther() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 4);
    for (int path = 0; path < 16; path++) {
      Shop.openDeep(tracker, path, 4, new Object(), path);
    }

    assertThat(tracker.distinctTraces()).isEqualTo(4);
    assertThat(tracker.sites().byWeight())
        .extracting(site -> site.frame().className() + " " + site.opened())
        .containsExactlyInAnyOrder("(other) 12", "com.example.shop.Shop 4");
  }

  @Test
  void countsSocketsWhoseNumberIsBeyondTheTable() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 4);
    Shop.order(tracker, SOCKET, owner, 1 << 20);

    assertThat(tracker.untrackedOpens()).isEqualTo(1);
    assertThat(tracker.open()).isEmpty();
  }

  @Test
  void forgetsASocketOnlyWhileItStillHoldsItsNumber() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, SOCKET, owner, 7);
    TrackedSocket first = tracker.open().get(0);
    tracker.released(7);
    Shop.order(tracker, SOCKET, new Object(), 7);
    tracker.forget(first);

    assertThat(tracker.open()).hasSize(1);
    assertThat(tracker.isOpen(first)).isFalse();
    assertThat(tracker.missedReleases()).isZero();
  }

  @Test
  void countsAStackOnceAlthoughSeveralThreadsMeetItFirst() throws Exception {
    for (int round = 0; round < 200; round++) {
      SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
      CyclicBarrier start = new CyclicBarrier(4);
      List<Thread> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int fd = 100 + t;
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                  Shop.order(tracker, SOCKET, new Object(), fd);
                });
        thread.start();
        all.add(thread);
      }
      for (Thread thread : all) {
        thread.join();
      }

      assertThat(onlySite(tracker).opened()).isEqualTo(4);
      assertThat(tracker.distinctTraces()).isEqualTo(1);
    }
  }

  @Test
  void countsExactlyUnderContention() throws Exception {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    int threads = 4;
    int rounds = 20_000;
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int fd = 100 + t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  Object mine = new Object();
                  Shop.order(tracker, SOCKET, mine, fd);
                  tracker.closing(mine, fd);
                  tracker.released(fd);
                }
              });
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join();
    }

    SiteSnapshot site = onlySite(tracker);
    assertThat(site.opened()).isEqualTo((long) threads * rounds);
    assertThat(site.closed()).isEqualTo((long) threads * rounds);
    assertThat(site.open()).isZero();
    assertThat(site.peak()).isBetween(1L, (long) threads);
    assertThat(tracker.missedReleases()).isZero();
  }

  @Test
  void doesNotKeepTheOwnerAlive() {
    SocketTracker tracker = tracker(StackHash.ofStackWalker(), 100);
    Shop.order(tracker, SOCKET, new Object(), 7);

    org.awaitility.Awaitility.await()
        .until(
            () -> {
              System.gc();
              return !tracker.open().get(0).ownerReachable();
            });
  }
}
