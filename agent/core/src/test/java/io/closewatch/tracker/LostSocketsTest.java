package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostSocketsTest {
  private static final int SOCKET = SocketHooks.CLIENT_SOCKET;

  private final SocketTracker tracker =
      new SocketTracker(new TraceTable(new ThrowableHash(), new SiteRule(List.of()), 100));
  private final Object owner = new Object();
  private final Object other = new Object();
  private final long before = System.nanoTime();

  @Test
  void itsEndByTheCollectorIsNotThatOfADroppedOne() {
    Shop.order(tracker, SOCKET, other, 6);
    long since = System.nanoTime();
    Shop.order(tracker, SOCKET, owner, 7);
    cancelledSince(since);
    assertThat(lost()).containsExactly(false, true);

    tracker.released(7);
    assertThat(site().closedByGc()).isEqualTo(1);
    assertThat(site().dropped()).isZero();
    assertThat(site().collected()).isNull();
    tracker.released(6);
    assertThat(site().closedByGc()).isEqualTo(2);
    assertThat(site().dropped()).isEqualTo(1);
    assertThat(site().collected()).isNotNull();
    assertThat(site().opened()).isEqualTo(site().closedByGc());
  }

  @Test
  void oneThatCodeClosesAllTheSameWasClosedByCode() {
    Shop.order(tracker, SOCKET, owner, 7);
    cancelledSince(before);
    assertThat(lost()).containsExactly(true);
    tracker.closing(owner, 7);
    tracker.released(7);

    assertThat(site().closed()).isEqualTo(1);
    assertThat(site().closedByGc()).isZero();
  }

  @Test
  void mayHaveBeenUsedByTheThreadThatConnected() {
    Shop.order(tracker, SOCKET, owner, 7);
    tracker.handled(owner, 7);
    cancelledSince(before);

    assertThat(lost()).containsExactly(true);
  }

  @Test
  void isNeitherAChannelNorAnAcceptedSocket() {
    Shop.order(tracker, SocketHooks.CLIENT_CHANNEL, owner, 7);
    Shop.order(tracker, SocketHooks.ACCEPTED_SOCKET, other, 8);
    cancelledSince(before);

    assertThat(lost()).containsExactly(false, false);
  }

  @Test
  void isNoneThatAnotherThreadOpened() throws InterruptedException {
    run("another", () -> Shop.order(tracker, SOCKET, other, 6));
    cancelledSince(before);
    assertThat(lost()).containsExactly(false);
    Shop.order(tracker, SOCKET, owner, 7);
    cancelledSince(before);

    assertThat(lost()).containsExactly(false, true);
  }

  @Test
  void isNoneThatAThreadOfTheSameNameUses() throws InterruptedException {
    Shop.order(tracker, SOCKET, owner, 7);
    runNamesake(
        () -> {
          Shop.order(tracker, SOCKET, other, 6);
          tracker.handled(other, 6);
        });
    cancelledSince(before);

    assertThat(lost()).containsExactly(false, true);
  }

  @Test
  void isNoneOfTwoThatThreadsOfTheSameNameOpened() throws InterruptedException {
    Shop.order(tracker, SOCKET, owner, 7);
    runNamesake(() -> Shop.order(tracker, SOCKET, other, 6));
    cancelledSince(before);

    assertThat(lost()).containsExactly(false, false);
  }

  @Test
  void isNoneAnyMoreOnceSomebodyUsesIt() throws InterruptedException {
    runNamesake(() -> Shop.order(tracker, SOCKET, other, 6));
    cancelledSince(before);
    assertThat(lost()).containsExactly(true);
    runNamesake(() -> tracker.handled(other, 6));

    assertThat(lost()).containsExactly(false);
  }

  private void cancelledSince(long nanos) {
    tracker.pools().connectCancelled(new Object(), nanos);
  }

  /** Of the open sockets, lowest fd first. */
  private List<Boolean> lost() {
    return tracker.open().stream().map(TrackedSocket::isLost).toList();
  }

  private SiteSnapshot site() {
    assertThat(tracker.sites().byWeight()).hasSize(1);
    return tracker.sites().byWeight().get(0);
  }

  private static void runNamesake(Runnable task) throws InterruptedException {
    run(Thread.currentThread().getName(), task);
  }

  private static void run(String name, Runnable task) throws InterruptedException {
    Thread thread = new Thread(task, name);
    thread.start();
    thread.join();
  }
}
