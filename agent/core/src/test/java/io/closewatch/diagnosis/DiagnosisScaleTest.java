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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time must grow with the number of sockets, not with its square. */
class DiagnosisScaleTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TIMES = 10;

  /** Ten times the sockets may take this many times as long; with the square it would be 100. */
  private static final double LINEAR_WITH_ROOM = 30;

  @Test
  void aLineWithManyLeaksTakesTimeInProportion() {
    assertLinear(DiagnosisScaleTest::leaksOfOneLine, 18_000, 1);
  }

  @Test
  void stuckHandlersWithDeepStacksTakeTimeInProportion() {
    assertLinear(DiagnosisScaleTest::stuckHandlers, 18_000, 1);
  }

  @Test
  void aThousandLinesWithOneLeakEachGiveAFindingEach() {
    assertLinear(DiagnosisScaleTest::leaksOfOwnLines, 1_000, 1_000);
  }

  private interface Scene {
    Snapshot of(int sockets);
  }

  private static void assertLinear(Scene scene, int sockets, int findings) {
    Snapshot few = scene.of(sockets / TIMES);
    Snapshot many = scene.of(sockets);
    assertThat(Diagnosis.of(many, GRACES, Trends.NONE)).hasSize(findings);

    // The best of some runs, in turns, and CPU time: neither a cold compiler nor other programs of
    // the machine are a cost of ours.
    long bestOfFew = Long.MAX_VALUE;
    long bestOfMany = Long.MAX_VALUE;
    for (int run = 0; run < 20; run++) {
      bestOfFew = Math.min(bestOfFew, nanos(few));
      bestOfMany = Math.min(bestOfMany, nanos(many));
    }
    assertThat((double) bestOfMany / bestOfFew).isLessThan(LINEAR_WITH_ROOM);
  }

  private static long nanos(Snapshot snapshot) {
    long start = THREADS.getCurrentThreadCpuTime();
    assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE)).isNotEmpty();
    return THREADS.getCurrentThreadCpuTime() - start;
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
