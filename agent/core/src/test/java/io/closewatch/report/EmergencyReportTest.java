package io.closewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmergencyReportTest {

  @Test
  void putsTheEmergencyBehindTheVerdictAndEndsWithTheFooter() {
    EmergencyReport emergency =
        new EmergencyReport(report(250, 256), "java.net.SocketException: Too many\nopen files", 2);

    assertThat(emergency.text())
        .isEqualTo(
            """
            closewatch: no leak found - 0 open sockets, watched for 1s

            Emergency: descriptors run out, 250 of 256 used. An open failed: java.net.SocketException: Too
              many?open files. 2 alarms since the last emergency report, less than ten minutes after it. Most
              sockets were opened at com.acme.Pay.send(Pay.java:42), 200 are open.

            Lines that open sockets, most open ones first
              open  opened  closed  by GC  peak  kind    line
               200     210      10      0   200  socket  com.acme.Pay.send(Pay.java:42)

            TCP states of this process: no TCP socket
            Descriptors: 250 of 256 used (97.7 % of the soft limit): 200 sockets, 40 files, 10 other
            200 socket descriptors = 0 in findings + 0 healthy + 0 not seen by hooks + 200 changed during the
              scan

            What could not be seen: nothing that closewatch knows of

            closewatch 0.1.0, process 7 (Main), JVM
            Taken at 1970-01-01T00:00:01Z (the scan took 0.0 ms), 1s after the agent started with the JVM
            """);
  }

  @Test
  void summarisesWhatIsKnown() {
    assertThat(new EmergencyReport(report(250, 256), "", 0).writtenTo("/r/x.txt").summary())
        .isEqualTo("descriptors 250 of 256 used, report: /r/x.txt");
    assertThat(new EmergencyReport(report(250, Long.MAX_VALUE), "", 0).notWritten("why").summary())
        .isEqualTo("descriptors 250 used, no report file: why");
    assertThat(new EmergencyReport(report(-1, 256), "", 0).notWritten("why").summary())
        .isEqualTo("descriptors an unknown number of 256 used, no report file: why");
  }

  private static Report report(int used, long limit) {
    SiteSnapshot site =
        new SiteSnapshot(
            new Frame("com.acme.Pay", "send", "Pay.java", 42),
            SocketKind.CLIENT_SOCKET,
            "0123456789abcdef",
            210,
            10,
            0,
            200,
            200);
    FdUsage fds = used < 0 ? new FdUsage(-1, -1, -1, -1, limit, limit) : usage(used, limit);
    KernelSnapshot kernel = new KernelSnapshot("", fds, Map.of(), List.of(), List.of(), List.of());
    return new Report(
        new AgentInfo("0.1.0", 0, false, 7, "Main", "JVM", List.of(), 0),
        new Snapshot(1_000, 1, List.of(), List.of(site), kernel, 0),
        new Graces(1, 1, 1, 1, 1),
        List.of(),
        List.of());
  }

  private static FdUsage usage(int used, long limit) {
    return new FdUsage(used, 200, used - 210, 10, limit, limit);
  }
}
