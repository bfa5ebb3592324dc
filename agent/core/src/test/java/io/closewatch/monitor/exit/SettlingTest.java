package io.closewatch.monitor.exit;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketFixtures;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final long GC_MILLIS = 50;

  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final SiteSnapshot listener = site(SocketKind.LISTENING_SOCKET);

  private final List<String> done = new ArrayList<>();
  private final FakePause pause = new FakePause();

  /** The sockets of each moment, in milliseconds after the first scan. */
  private LongFunction<List<SocketSnapshot.Builder>> sockets = at -> List.of();

  private Report settle(long atMostMillis) throws InterruptedException {
    return new Settling(new FakeScans(), atMostMillis, pause).report();
  }

  private SocketSnapshot.Builder established() {
    return socket(client).row(row(TcpState.ESTABLISHED, 0), null);
  }

  @Test
  void withoutConnectionsOneScanIsEnough() throws Exception {
    sockets = at -> List.of(socket(listener).row(row(TcpState.LISTEN, 0), null));

    settle(2_000);

    assertThat(done).containsExactly("scan");
    assertThat(pause.slept).isZero();
  }

  @Test
  void withoutSuspiciousSocketsNothingIsWaitedFor() throws Exception {
    sockets = at -> List.of(established());

    settle(2_000);

    assertThat(done).containsExactly("scan", "gc", "look", "scan at exit");
    assertThat(pause.slept).isZero();
  }

  @Test
  void withoutATimeToSettleThereIsOneScanWithTheUsualGraces() throws Exception {
    sockets = at -> List.of(closeWait(client, 0, at));

    Report report = settle(0);

    assertThat(done).containsExactly("scan");
    assertThat(report.graces().hasSettled(Long.MAX_VALUE - 1)).isFalse();
  }

  @Test
  void waitsForWhatHungUpAsLongAsItMay() throws Exception {
    sockets = at -> List.of(closeWait(client, 0, at));

    Report report = settle(250);

    assertThat(pause.slept).isEqualTo(250);
    assertThat(report.snapshot().monotonicMillis()).isEqualTo(GC_MILLIS + 250);
    assertThat(done).hasSize(2 + 4 + 1);
  }

  @Test
  void waitsAlsoIfTheCollectionTakesNoTime() throws Exception {
    pause.gcMillis = 0;
    sockets = at -> List.of(closeWait(client, 0, at));

    settle(250);

    assertThat(pause.slept).isEqualTo(250);
  }

  @Test
  void endsAsSoonAsAnotherHookHasClosedIt() throws Exception {
    sockets = at -> at < 300 ? List.of(closeWait(client, 0, at)) : List.of();

    settle(2_000);

    assertThat(pause.slept).isEqualTo(300);
  }

  @Test
  void waitsForWhatIsBeingClosedButNotForWhatHangsInClose() throws Exception {
    sockets = at -> at < 200 ? List.of(established().closing(at, null, "main")) : List.of();
    settle(2_000);
    assertThat(pause.slept).isEqualTo(200);

    pause.millis = 0;
    pause.slept = 0;
    sockets = at -> List.of(established().closing(15_000 + at, null, "main"));
    settle(2_000);
    assertThat(pause.slept).isZero();
  }

  @Test
  void waitsForWhatTheJdkClosesAfterTheCollection() throws Exception {
    sockets =
        at -> at < 100 ? List.of(established().ownerReachable(pause.collections == 0)) : List.of();

    settle(2_000);

    assertThat(pause.slept).isEqualTo(100);
  }

  @Test
  void doesNotWaitForPeersThatHangUpMeanwhile() throws Exception {
    sockets = at -> List.of(pause.collections == 0 ? established() : closeWait(client, 1, 0));

    settle(2_000);

    assertThat(pause.slept).isZero();
  }

  private final class FakeScans implements ExitScans {
    @Override
    public Report scan() {
      done.add("scan");
      return report(GRACES);
    }

    @Override
    public Snapshot look() {
      done.add("look");
      return report(GRACES).snapshot();
    }

    @Override
    public Report scanAtExit(Report before) {
      done.add("scan at exit");
      return report(GRACES.atExit(Math.max(1, pause.millis - before.snapshot().monotonicMillis())));
    }

    private Report report(Graces graces) {
      List<SocketSnapshot> now =
          sockets.apply(pause.millis).stream().map(SocketSnapshot.Builder::build).toList();
      Snapshot snapshot = new Snapshot(pause.millis, 1, now, List.of(), kernel(), 0);
      AgentInfo agent =
          new AgentInfo("1", SocketFixtures.NOW, false, 1, "Main", "JVM", List.of(), 0);
      return new Report(agent, snapshot, graces, List.of(), List.of());
    }
  }

  private final class FakePause implements Pause {
    private long millis;
    private long slept;
    private long gcMillis = GC_MILLIS;
    private int collections;

    @Override
    public long nanoTime() {
      return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void sleep(long howLong) {
      millis += howLong;
      slept += howLong;
    }

    @Override
    public void collectGarbage() {
      done.add("gc");
      collections++;
      millis += gcMillis;
    }
  }
}
