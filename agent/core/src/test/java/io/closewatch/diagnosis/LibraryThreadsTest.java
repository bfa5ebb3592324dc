package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.CollectedSites;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryThreadsTest {
  private static final String DRIVER = "org.postgresql.core.PGStream.open(PGStream.java:95)";
  private static final Trace FILLER =
      trace(
          -1,
          "java.net.Socket.connect(Socket.java:633)",
          DRIVER,
          "com.zaxxer.hikari.util.DriverDataSource.getConnection(DriverDataSource.java:137)",
          "com.zaxxer.hikari.pool.HikariPool$PoolEntryCreator.call(HikariPool.java:726)",
          "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
          "java.lang.Thread.run(Thread.java:840)");

  private final SiteSnapshot site = site(SocketKind.CLIENT_SOCKET, DRIVER);

  @ParameterizedTest
  @CsvSource({"0, CERTAIN", "1, SUSPECT", "900, LIKELY"})
  void areNotBlamedForWhatTheyOpened(long rxQueue, Confidence confidence) {
    Finding finding = finding(FILLER, rxQueue);

    assertThat(finding.confidence()).isEqualTo(confidence);
    assertThat(finding.fixAt()).isNull();
    assertThat(finding.site()).isEqualTo(site);
    assertThat(finding.evidence())
        .contains(
            "opened by the library's own thread HikariPool-1 connection adder: who uses the"
                + " connections is not known");
    assertThat(finding.remedy())
        .startsWith(
            "Look for the code that borrows connections from com.zaxxer.hikari.pool: a thread of"
                + " that library opened the socket, so no stack here names the borrower."
                + " HikariConfig.setLeakDetectionThreshold(ms) logs")
        .contains("close every Connection in try-with-resources");
  }

  @Test
  void areOnlyThoseWithoutAnApplicationOnTheStack() {
    Trace called =
        trace(2, "java.net.Socket.connect(Socket.java:633)", DRIVER, "com.acme.A.b(A:1)");

    assertThat(finding(called, 1).fixAt()).isEqualTo(site.frame());
    assertThat(finding(called, 1).evidence()).noneMatch(line -> line.contains("own thread"));
  }

  @Test
  void leaveAStackOfTheJdkAloneAsItIs() {
    Trace jdk = trace(-1, "java.net.Socket.connect(Socket.java:633)", "java.lang.Thread.run(T:1)");

    assertThat(finding(jdk, 0).fixAt()).isEqualTo(site.frame());
  }

  @Test
  void areNotBlamedForWhatTheCollectorClosed() {
    SiteSnapshot collected = CollectedSites.of(frame(DRIVER), SocketKind.CLIENT_SOCKET, FILLER);

    Finding finding =
        Diagnosis.of(
                new Snapshot(NOW, 1, List.of(), List.of(collected), kernel(), 0),
                GRACES,
                Trends.NONE)
            .get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.CLOSED_BY_GC);
    assertThat(finding.fixAt()).isNull();
    assertThat(finding.remedy()).startsWith("Look for the code that borrows connections from");
  }

  private Finding finding(Trace opened, long rxQueue) {
    return SocketFixtures.findings(
            SocketSnapshot.of(7, site, opened)
                .threadName("HikariPool-1 connection adder")
                .row(row(TcpState.CLOSE_WAIT, rxQueue), null)
                .stateMillis(45_000))
        .get(0);
  }
}
