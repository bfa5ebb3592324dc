package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The time must grow with the number of sockets, not with its square. */
class DiagnosisScaleTest {
  private static final int MANY = 18_000;
  private static final int FEW = MANY / 10;

  /** Ten times the sockets may take this many times as long; the square would be 100. */
  private static final double LINEAR_WITH_ROOM = 35;

  @Test
  void aLineWithManyLeaksTakesTimeInProportion() {
    assertLinear(DiagnosisScaleTest::leaksOfOneLine, 1);
  }

  @Test
  void aStuckHandlerWithDeepStacksTakesTimeInProportion() {
    assertLinear(DiagnosisScaleTest::stuckHandlers, 1);
  }

  @Test
  void aThousandLinesWithOneLeakEachGiveAFindingEach() {
    assertLinear(DiagnosisScaleTest::leaksOfOwnLines, MANY);
    assertThat(Diagnosis.of(leaksOfOwnLines(1000), GRACES, Trends.NONE)).hasSize(1000);
  }

  private interface Scene {
    Snapshot of(int sockets);
  }

  private static void assertLinear(Scene scene, int findings) {
    Snapshot few = scene.of(FEW);
    Snapshot many = scene.of(MANY);
    assertThat(Diagnosis.of(many, GRACES, Trends.NONE)).hasSize(findings);

    assertThat((double) bestNanos(many)).isLessThan(LINEAR_WITH_ROOM * bestNanos(few));
  }

  /** The best of some runs: a pause of the machine is no cost of ours. */
  private static long bestNanos(Snapshot snapshot) {
    long best = TimeUnit.MINUTES.toNanos(1);
    for (int run = 0; run < 8; run++) {
      long start = System.nanoTime();
      assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE)).isNotEmpty();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private static Snapshot leaksOfOneLine(int count) {
    SiteSnapshot site = site(SocketKind.CLIENT_SOCKET);
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(closeWait(site, i % 3, 31_000).ageMillis(i).build());
    }
    return snapshot(sockets, kernel());
  }

  private static Snapshot leaksOfOwnLines(int count) {
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SiteSnapshot site =
          site(SocketKind.CLIENT_SOCKET, "com.acme.Gen" + i + ".open(Gen.java:" + i + ")");
      sockets.add(closeWait(site, 0, 31_000).build());
    }
    return snapshot(sockets, kernel());
  }

  /** Two hundred threads of 64 frames are stuck; the other sockets queue up behind them. */
  private static Snapshot stuckHandlers(int count) {
    SiteSnapshot site =
        site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.acceptLoop(Server.java:31)");
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 63; i++) {
      frames.add(frame("com.acme.Layer" + i + ".call(Layer.java:" + i + ")"));
    }
    Trace taken = new Trace(frames, 0);
    List<SocketSnapshot> sockets = new ArrayList<>();
    List<ThreadSnapshot> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      threads.add(
          thread(
              "pool-" + i,
              Thread.State.BLOCKED,
              60_000,
              frames.stream().map(Frame::location).toArray(String[]::new)));
    }
    for (int i = 0; i < count; i++) {
      SocketSnapshot.Builder unread =
          socket(site)
              .row(acceptedRow(TcpState.ESTABLISHED, 9, 8443, i % 200), null)
              .stateMillis(45_000);
      sockets.add((i < 200 ? unread.handling(handledBy(taken, threads.get(i))) : unread).build());
    }
    return snapshot(sockets, kernel());
  }
}
