package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.FakeKernel;
import io.closewatch.kernel.TcpState;
import io.closewatch.monitor.exit.Pause;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.TestRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What a test is told that it left behind; the time that passes is played. */
class TestWatchTest {
  private static final Graces GRACES = new Graces(60_000, 60_000, 30_000, 60_000, 600_000);
  private static final String ID = "[engine:junit-jupiter]/[method:pays()]";

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final FakeKernel kernel = new FakeKernel();
  private final Scanner scanner = new Scanner(tracker, kernel, GRACES);
  private final Played played = new Played();
  private String blindness = "";
  private final TestWatch watch =
      new TestWatch(tracker.tests(), new TestEnd(played, played), () -> blindness);
  private final List<Object> owners = new ArrayList<>();

  private Object open(int fd, TcpState state) {
    Object owner = new Object();
    owners.add(owner);
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, owner, fd);
    kernel.socket(fd, 1000 + fd, state);
    return owner;
  }

  private List<String> leaks(long graceMillis, String... ignores) {
    return watch.leaksOf(ID, graceMillis, List.of(ignores));
  }

  @Test
  void aTestThatLeftNothingCostsNoScanAndNoCollection() {
    open(3, TcpState.CLOSE_WAIT);
    watch.testStarted(ID, "PayTest.pays()", false);
    Object owner = open(4, TcpState.ESTABLISHED);
    tracker.closing(owner, 4);
    tracker.released(4);

    assertThat(leaks(2_000)).isEmpty();
    assertThat(played.done).isEmpty();
  }

  @Test
  void withoutHooksNoTestIsClean() {
    watch.testStarted(ID, "PayTest.pays()", false);
    blindness = "no hook on this JDK";

    assertThat(leaks(2_000))
        .containsExactly("closewatch could not judge this test: no hook on this JDK");
  }

  @Test
  void aLeakTellsKindLineAndFix() {
    watch.testStarted(ID, "PayTest.pays()", false);
    open(4, TcpState.ESTABLISHED);
    played.onCollection = () -> tracker.released(4);

    List<String> leaks = leaks(2_000);

    assertThat(played.done).containsExactly("look", "gc", "look");
    assertThat(leaks).hasSize(1);
    assertThat(leaks.get(0))
        .matches(
            "CLOSED_BY_GC: 1 socket at com\\.example\\.shop\\.Shop\\.order\\(Shop\\.java:\\d+\\)\n"
                + "  1 of 1 socket opened here was closed only by the garbage collector\\.\n"
                + "  Fix: Close the socket that is opened at this line in try-with-resources\\.");
  }

  @Test
  void aTestThatHasJustFinishedIsJudgedToo() {
    watch.testStarted(ID, "PayTest.pays()", false);
    open(4, TcpState.ESTABLISHED);
    tracker.released(4);
    watch.testFinished(ID);

    assertThat(leaks(2_000)).hasSize(1);
    assertThat(watch.leaksOf("unknown", 2_000, List.of())).isEmpty();
  }

  @Test
  void leaksAreIgnoredByAnyFrame() {
    watch.testStarted(ID, "PayTest.pays()", false);
    open(4, TcpState.ESTABLISHED);
    tracker.released(4);

    assertThat(leaks(0, "com.example.shop.*")).isEmpty();
    assertThat(leaks(0, "leak:com.example.shop.Shop.order")).isEmpty();
    assertThat(leaks(0, getClass().getName())).isEmpty();
    assertThat(leaks(0, "com.example.shop.Shop.refund", "com.example.Other*")).hasSize(1);
  }

  @Test
  void waitsOnlyUntilNothingIsSuspiciousAnyMore() {
    watch.testStarted(ID, "PayTest.pays()", false);
    Object owner = open(4, TcpState.CLOSE_WAIT);
    played.afterMillis =
        millis -> {
          if (millis == 150) {
            tracker.closing(owner, 4);
            tracker.released(4);
          }
        };

    assertThat(leaks(2_000)).isEmpty();
    assertThat(played.millis).isEqualTo(150);
  }

  @Test
  void waitsNoLongerThanTheGraceAndNotForWhatIsAlive() {
    watch.testStarted(ID, "PayTest.pays()", false);
    open(4, TcpState.ESTABLISHED);
    leaks(2_000);
    assertThat(played.millis).isZero();

    open(5, TcpState.CLOSE_WAIT);
    leaks(170);
    assertThat(played.millis).isEqualTo(170);
  }

  @Test
  void socketsOfAnotherTestAtTheSameTimeAreNotJudged() throws Exception {
    watch.testStarted(ID, "PayTest.pays()", false);
    Thread other =
        new Thread(
            () -> {
              watch.testStarted("other", "OtherTest.runs()", false);
              open(4, TcpState.CLOSE_WAIT);
            },
            "other test");
    other.start();
    other.join();
    Thread background = new Thread(() -> open(5, TcpState.CLOSE_WAIT), "pool-1");
    background.start();
    background.join();
    tracker.released(5);

    assertThat(leaks(2_000)).isEmpty();
    assertThat(played.done).isEmpty();
  }

  @Test
  void anInterruptOfTheTestStaysAndShortensNothing() {
    watch.testStarted(ID, "PayTest.pays()", false);
    open(4, TcpState.CLOSE_WAIT);
    Thread.currentThread().interrupt();

    leaks(100);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(played.millis).isEqualTo(100);
  }

  private final class Played implements TestScans, Pause {
    private final List<String> done = new ArrayList<>();
    private long millis;
    private Runnable onCollection = () -> {};
    private LongConsumer afterMillis = now -> {};

    @Override
    public boolean hasLeft(TestRun test) {
      return tracker.hasLeft(test);
    }

    @Override
    public Snapshot look(TestRun test) {
      done.add("look");
      return scanner.scan(List.of(), test, Thread.currentThread());
    }

    @Override
    public Graces graces() {
      return GRACES;
    }

    @Override
    public long nanoTime() {
      return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void sleep(long howLong) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      millis += howLong;
      afterMillis.accept(millis);
    }

    @Override
    public void collectGarbage() {
      done.add("gc");
      onCollection.run();
    }
  }
}
