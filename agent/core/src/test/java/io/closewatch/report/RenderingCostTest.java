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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report costs the process in which it is written. */
class RenderingCostTest {
  private static final int SOCKETS = 18_000;
  private static final int SITES = 200;
  private static final List<Frame> PARKED =
      List.of(
          frame("java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)"),
          frame("java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)"),
          frame("java.lang.Thread.run(Thread.java:840)"));
  private static final long MAX_BYTES = 50L << 20;

  private static final long MAX_NANOS = 500_000_000;

  /** CPU time, which is wall time where nobody else wants the processor; of the best of three. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "html"})
  void twoHundredSitesWithEighteenThousandSockets(String format) throws IOException {
    Report report = report();
    assertThat(report.findings()).hasSize(SITES);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long nanos = Long.MAX_VALUE;
    long allocated = Long.MAX_VALUE;
    StringBuilder out = new StringBuilder(1 << 23);

    for (int run = 0; run < 3; run++) {
      out.setLength(0);
      long bytesBefore = threads.getCurrentThreadAllocatedBytes();
      long nanosBefore = threads.getCurrentThreadCpuTime();
      ReportFormats.named(format).render(report, out);
      nanos = Math.min(nanos, threads.getCurrentThreadCpuTime() - nanosBefore);
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
    }

    assertThat(out).contains("com.acme.Server0.accept").contains("com.acme.Handler100");
    assertThat(allocated).as("bytes for %d of %s", out.length(), format).isBetween(1L, MAX_BYTES);
    assertThat(nanos).as("ns for %d of %s", out.length(), format).isBetween(1L, MAX_NANOS);
  }

  static Report report() {
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
