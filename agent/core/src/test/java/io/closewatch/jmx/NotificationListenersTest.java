package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotificationListenersTest {
  private static final int MANY = ListenerQueue.MAX_WAITING + 500;

  private final NotificationListeners listeners = new NotificationListeners();
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Long> blocked = new CopyOnWriteArrayList<>();
  private final List<Long> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void release() {
    released.countDown();
    listeners.close();
  }

  private static Notification notification(long number) {
    return new Notification("test", "source", number);
  }

  private void send(long first, long last) {
    LongStream.rangeClosed(first, last).forEach(number -> listeners.send(notification(number)));
  }

  /** Returns from its first call when the test says so. */
  private void block(Notification notification, Object handback) {
    blocked.add(notification.getSequenceNumber());
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(Notification notification, Object handback) {
    heard.add(notification.getSequenceNumber());
  }

  @Test
  void oneThatBlocksHoldsUpNeitherTheSenderNorOthers() {
    listeners.add(this::block, null, null);
    listeners.add(this::hear, null, null);

    send(1, 100);

    await().until(() -> heard.size() == 100);
    assertThat(heard).isSorted();
    assertThat(blocked).containsExactly(1L);
  }

  @Test
  void ofOneThatBlocksTheOldestAreDroppedAndTheRestComesInOrder() {
    listeners.add(this::block, null, null);
    send(0, 0);
    await().until(() -> blocked.size() == 1);

    send(1, MANY);
    released.countDown();

    await().until(() -> blocked.size() == 1 + ListenerQueue.MAX_WAITING);
    assertThat(blocked.get(1)).isEqualTo(MANY - ListenerQueue.MAX_WAITING + 1);
    assertThat(blocked.get(blocked.size() - 1)).isEqualTo(MANY);
    assertThat(blocked).isSorted();
  }

  @Test
  void aFilterThatBlocksOrThrowsIsAsHarmlessAsAListener() {
    listeners.add(
        this::hear,
        notification -> {
          block(notification, "");
          return true;
        },
        null);
    listeners.add(
        this::hear,
        notification -> {
          throw new AssertionError("never enabled");
        },
        null);
    listeners.add(this::hear, notification -> notification.getSequenceNumber() == 2, null);

    send(1, 2);

    await().until(() -> !heard.isEmpty() && !blocked.isEmpty());
    assertThat(heard).containsExactly(2L);
  }

  @Test
  void oneThatThrowsIsToldTheNext() {
    listeners.add(
        (notification, handback) -> {
          hear(notification, handback);
          throw new OutOfMemoryError("of the listener");
        },
        null,
        null);

    send(1, 3);

    await().until(() -> heard.size() == 3);
  }

  @Test
  void whoIsRemovedHearsNothingMore() throws Exception {
    NotificationListener gone = this::block;
    listeners.add(gone, null, "a");
    listeners.add(gone, null, "b");
    listeners.add(this::hear, null, null);

    listeners.remove(gone, null, "a");
    assertThatThrownBy(() -> listeners.remove(gone, null, "a"))
        .isInstanceOf(ListenerNotFoundException.class);
    listeners.remove(gone);
    assertThatThrownBy(() -> listeners.remove(gone)).isInstanceOf(ListenerNotFoundException.class);

    send(1, 1);
    await().until(() -> heard.size() == 1);
    assertThat(blocked).isEmpty();
    assertThatThrownBy(() -> listeners.add(null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void threadsAreDaemonsThatEndWithTheListeners() {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    listeners.add((n, handback) -> threads.add(Thread.currentThread()), null, null);
    send(1, 1);
    await().until(() -> threads.size() == 1);
    assertThat(threads.get(0).isDaemon()).isTrue();
    assertThat(threads.get(0).getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());

    listeners.close();

    await().until(() -> !threads.get(0).isAlive());
  }
}
