package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a report costs the process in which it is written. */
class JsonScaleTest {
  private static final int SOCKETS = 18_000;
  private static final int SITES = 200;
  private static final List<Frame> PARKED =
      List.of(
          frame("java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)"),
          frame("java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)"),
          frame("java.lang.Thread.run(Thread.java:840)"));
  private static final long MAX_BYTES = 50L << 20;

  @Test
  void twoHundredSitesWithEighteenThousandSocketsAllocateLittle() {
    Report report = report();
    assertThat(report.findings()).hasSize(SITES);
    JsonReport renderer = new JsonReport();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    String json = renderer.render(report);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    assertThat(json).hasSizeGreaterThan(1 << 20);
    assertThat(allocated).as("bytes for %d of JSON", json.length()).isLessThan(MAX_BYTES);
  }

  private static Report report() {
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int s = 0; s < SITES; s++) {
      SiteSnapshot site =
          site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server" + s + ".accept(Server.java:31)");
      Trace opened = deep("com.acme.Server" + s);
      Trace taken = deep("com.acme.Handler" + s);
      for (int i = 0; i < SOCKETS / SITES; i++) {
        ThreadSnapshot thread =
            new ThreadSnapshot("http-" + s + "-" + i, Thread.State.WAITING, PARKED, 90_000);
        sockets.add(
            SocketSnapshot.of(i, site, opened)
                .threadName("acceptor-" + s)
                .row(acceptedRow(TcpState.CLOSE_WAIT, 101, 8443, i), null)
                .stateMillis(31_000 + i)
                .handling(new Handling(taken, thread.name(), thread, false, null, 0))
                .build());
      }
    }
    Snapshot snapshot = snapshot(sockets, kernel());
    List<HistoryPoint> history = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      history.add(new HistoryPoint(NOW + i * 1_000L, i, i, i));
    }
    return new Report(
        JsonSamples.agent(List.of()),
        snapshot,
        GRACES,
        Diagnosis.of(snapshot, GRACES, Trends.NONE),
        List.of(),
        Map.of(),
        Libraries.NONE,
        history);
  }

  private static Trace deep(String className) {
    List<Frame> frames = new ArrayList<>();
    for (int depth = 0; depth < 64; depth++) {
      frames.add(frame(className + ".call" + depth + "(Handler.java:7)"));
    }
    return new Trace(frames, 20);
  }
}
