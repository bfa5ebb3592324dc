package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.ThreadSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadStacksTest {
  private static final int NO_LIMIT = ThreadStacks.AT_MOST;

  private final ThreadStacks stacks = new ThreadStacks();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch second = new CountDownLatch(1);
  private final List<Thread> started = new ArrayList<>();

  @AfterEach
  void endThreads() throws InterruptedException {
    first.countDown();
    second.countDown();
    for (Thread thread : started) {
      thread.join();
    }
  }

  private Thread start(String name) {
    Thread thread =
        new Thread(
            () -> {
              try {
                first.await();
                waitElsewhere();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            name);
    thread.start();
    started.add(thread);
    awaitWaiting(thread, "await");
    return thread;
  }

  private void waitElsewhere() throws InterruptedException {
    second.await();
  }

  private static void awaitWaiting(Thread thread, String method) {
    Awaitility.await()
        .until(
            () ->
                thread.getState() == Thread.State.WAITING
                    && List.of(thread.getStackTrace()).toString().contains(method));
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void tellsForHowLongAThreadHasStoodStill() {
    Thread thread = start("worker");
    stacks.begin(seconds(10));
    ThreadSnapshot now = stacks.of(thread, NO_LIMIT);
    assertThat(now.name()).isEqualTo("worker");
    assertThat(now.state()).isEqualTo(Thread.State.WAITING);
    assertThat(now.frames()).extracting(frame -> frame.methodName()).contains("await");
    assertThat(now.stillMillis()).isZero();

    stacks.begin(seconds(15));
    assertThat(stacks.of(thread, NO_LIMIT).stillMillis()).isEqualTo(5_000);
    stacks.begin(seconds(30));
    assertThat(stacks.of(thread, NO_LIMIT).stillMillis()).isEqualTo(20_000);

    first.countDown();
    awaitWaiting(thread, "waitElsewhere");
    stacks.begin(seconds(31));
    assertThat(stacks.of(thread, NO_LIMIT).stillMillis()).isZero();
  }

  @Test
  void looksAtAThreadOnceAScanAndStartsAnewAfterAScanWithoutIt() {
    Thread thread = start("worker");
    stacks.begin(seconds(1));
    ThreadSnapshot once = stacks.of(thread, NO_LIMIT);
    assertThat(stacks.of(thread, NO_LIMIT)).isSameAs(once);

    stacks.begin(seconds(2));
    stacks.begin(seconds(3));
    assertThat(stacks.of(thread, NO_LIMIT).stillMillis()).isZero();
  }

  @Test
  void looksAtNoMoreThreadsThanAllowed() {
    Thread one = start("one");
    Thread two = start("two");
    stacks.begin(seconds(1));

    assertThat(stacks.of(one, 1)).isNotNull();
    assertThat(stacks.of(two, 1)).isNull();
    assertThat(stacks.of(one, 1)).isNotNull();
    assertThat(stacks.of(two, 2)).isNotNull();
  }

  @Test
  void knowsNothingOfAThreadThatHasEndedOrMayNotBeLookedAt() throws Exception {
    Thread ended = new Thread(() -> {}, "ended");
    ended.start();
    ended.join();
    Thread forbidden =
        new Thread("forbidden") {
          @Override
          public StackTraceElement[] getStackTrace() {
            throw new SecurityException();
          }
        };
    stacks.begin(seconds(1));

    assertThat(stacks.of(ended, NO_LIMIT)).isNull();
    assertThat(stacks.of(forbidden, NO_LIMIT)).isNull();
  }
}
