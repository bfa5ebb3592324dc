package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.EmergencyReport;
import io.closewatch.report.Report;
import io.closewatch.tracker.SocketTracker;
import java.io.File;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmergencyReportsTest {
  private static final String NO_DESCRIPTOR = "Too many open files";

  @TempDir private Path dir;

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final List<Object> owners = new ArrayList<>();
  private final Control control = new Control();
  private final Outlet outlet = new Outlet();
  private long now = 5;

  private SpareDescriptor spare;
  private EmergencyReports reports;

  @AfterEach
  void giveUpTheSpare() {
    spare.close();
  }

  @Test
  void aScanThatFirstSeesNinetyPercentIsReportedOnce() {
    start(100);
    scheduledScan(230);
    assertThat(outlet.reported).isEmpty();
    scheduledScan(231);
    scheduledScan(240);

    assertThat(summaries()).containsExactly("descriptors 231 of 256 used, report: file 1");
    assertThat(control.scans).isZero();
    assertThat(outlet.texts).singleElement().asString().contains("Emergency: descriptors run out");
  }

  @Test
  void aHighDescriptorNumberWakesTheMonitorWhoseScanDecides() {
    List<String> rung = new ArrayList<>();
    start(100);
    tracker.alarm().bell(() -> rung.add("rung"));
    control.use(231);
    open(229);
    assertThat(rung).isEmpty();
    open(230);
    open(231);
    reports.done();

    assertThat(rung).hasSize(1);
    assertThat(control.scans).isEqualTo(1);
    assertThat(summaries()).containsExactly("descriptors 231 of 256 used, report: file 1");
  }

  @Test
  void aBurstThatIsOverBeforeTheScanIsNoEmergencyAndCostsOneScan() {
    start(100);
    for (int i = 0; i < 5; i++) {
      open(240);
      tracker.released(240);
      reports.done();
    }

    assertThat(outlet.reported).isEmpty();
    assertThat(control.scans).isEqualTo(1);
  }

  @Test
  void anOpenThatFailedForWantOfADescriptorIsReportedAlthoughManyAreFreeAgain() {
    start(100);
    tracker.openFailed(new SocketException(NO_DESCRIPTOR));
    reports.done();

    assertThat(outlet.reported).hasSize(1);
    assertThat(outlet.reported.get(0).failure())
        .isEqualTo("java.net.SocketException: Too many open files");
    assertThat(outlet.texts.get(0)).contains("An open failed: java.net.SocketException:");
  }

  @Test
  void aFailureWithAnotherTextCountsWhereNoDescriptorIsFree() {
    start(100);
    tracker.openFailed(new SocketException("Zu viele offene Dateien"));
    reports.done();
    assertThat(outlet.reported).isEmpty();

    spare.close();
    start(100);
    useUpAllDescriptors();
    tracker.openFailed(new SocketException("Zu viele offene Dateien"));
    reports.done();
    assertThat(outlet.reported).hasSize(1);
  }

  @Test
  void aCertainFailureIsHeardAfterAnUncertainOne() {
    start(100);
    tracker.openFailed(new SocketException("Connection reset"));
    reports.done();
    tracker.openFailed(new SocketException(NO_DESCRIPTOR));
    reports.done();

    assertThat(outlet.reported).hasSize(1);
  }

  @Test
  void timeoutsAndClosedListenersAreNoAlarm() {
    List<String> rung = new ArrayList<>();
    start(100);
    tracker.alarm().bell(() -> rung.add("rung"));
    tracker.openFailed(new SocketTimeoutException("Accept timed out"));
    tracker.openFailed(new AsynchronousCloseException());
    tracker.openFailed(new IllegalStateException(NO_DESCRIPTOR));

    assertThat(rung).isEmpty();
  }

  @Test
  void alarmsWithinTenMinutesAreCountedAndNotReported() {
    start(100);
    scheduledScan(240);
    for (int i = 0; i < 3; i++) {
      after(Duration.ofMinutes(3));
      tracker.openFailed(new IOException(NO_DESCRIPTOR));
      reports.done();
      scheduledScan(256);
    }
    assertThat(outlet.reported).hasSize(1);
    assertThat(control.scans).isZero();

    after(Duration.ofMinutes(1));
    tracker.openFailed(new IOException(NO_DESCRIPTOR));
    reports.done();
    assertThat(outlet.reported).hasSize(2);
    assertThat(outlet.reported.get(0).heldBack()).isZero();
    assertThat(outlet.reported.get(1).heldBack()).isEqualTo(3);
    assertThat(outlet.texts.get(1)).contains("3 alarms since the last emergency report");
  }

  @Test
  void usingLessAndThenNinetyPercentAgainIsANewAlarm() {
    start(100);
    scheduledScan(240);
    scheduledScan(100);
    after(Duration.ofMinutes(10));
    scheduledScan(240);

    assertThat(outlet.reported).hasSize(2);
  }

  @Test
  void tellsWhyTheFileCouldNotBeWritten() {
    outlet.failure = "the report directory /x is not a directory";
    start(100);
    scheduledScan(240);

    assertThat(summaries())
        .containsExactly(
            "descriptors 240 of 256 used, no report file: the report directory /x is not a"
                + " directory");
    assertThat(reports.isUrgent()).isFalse();
  }

  @Test
  void triesAgainForAMinuteWhileNoDescriptorIsFree() {
    outlet.failure = NO_DESCRIPTOR;
    start(100);
    useUpAllDescriptors();
    scheduledScan(256);
    after(Duration.ofSeconds(59));
    reports.done();
    assertThat(reports.isUrgent()).isTrue();
    assertThat(outlet.reported).isEmpty();

    outlet.failure = "";
    reports.done();
    reports.done();
    assertThat(summaries()).containsExactly("descriptors 256 of 256 used, report: file 1");
    assertThat(reports.isUrgent()).isFalse();
  }

  @Test
  void givesUpAfterAMinute() {
    outlet.failure = NO_DESCRIPTOR;
    start(100);
    useUpAllDescriptors();
    scheduledScan(256);
    after(Duration.ofSeconds(60));
    reports.done();

    assertThat(summaries())
        .containsExactly("descriptors 256 of 256 used, no report file: Too many open files");
    assertThat(reports.isUrgent()).isFalse();
  }

  @Test
  void rehearsesOnceShortlyAfterTheStart() {
    start(100);
    reports.done();

    assertThat(outlet.rehearsals).isEqualTo(1);
    assertThat(reports.isUrgent()).isFalse();
  }

  private void start(int used) {
    File spareFile = dir.resolve("spare").toFile();
    try {
      Files.write(spareFile.toPath(), new byte[0]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    spare = new SpareDescriptor(spareFile);
    reports = new EmergencyReports(control, tracker.alarm(), spare, outlet, () -> now);
    scheduledScan(used);
    reports.done();
  }

  /** As far as the monitor can tell: the file cannot be opened any more. */
  private void useUpAllDescriptors() {
    assertThat(dir.resolve("spare").toFile().delete()).isTrue();
  }

  private void scheduledScan(int used) {
    control.use(used);
    control.latest = control.next;
    reports.done();
  }

  private void open(int fd) {
    Object owner = new Object();
    owners.add(owner);
    tracker.opened(SocketHooks.CLIENT_CHANNEL, owner, fd, -1);
  }

  private void after(Duration time) {
    now += time.toNanos();
  }

  private List<String> summaries() {
    return outlet.reported.stream().map(EmergencyReport::summary).toList();
  }

  /** Scans see what the test says that is in use. */
  private static final class Control implements AgentControl {
    Report latest = report(0);
    Report next = latest;
    int scans;

    void use(int used) {
      next = report(used);
    }

    @Override
    public Report latest() {
      return latest;
    }

    @Override
    public Report scan() {
      scans++;
      latest = next;
      return latest;
    }

    @Override
    public String stop() {
      return "";
    }

    private static Report report(int used) {
      KernelSnapshot kernel =
          new KernelSnapshot(
              "",
              new FdUsage(used, 0, used, 0, 256, 256),
              Map.of(),
              List.of(),
              List.of(),
              List.of());
      return new Report(
          new AgentInfo("0.1.0", 0, false, 7, "Main", "JVM", List.of(), 0),
          new Snapshot(1_000, 1, List.of(), List.of(), kernel, 0),
          new Graces(1, 1, 1, 1, 1),
          List.of(),
          List.of());
    }
  }

  private static final class Outlet implements EmergencyOutlet {
    final List<String> texts = new ArrayList<>();
    final List<EmergencyReport> reported = new ArrayList<>();
    String failure = "";
    int rehearsals;

    @Override
    public void rehearse() {
      rehearsals++;
    }

    @Override
    public String write(String text) {
      if (!failure.isEmpty()) {
        throw new IllegalStateException(failure);
      }
      texts.add(text);
      return "file " + texts.size();
    }

    @Override
    public void reported(EmergencyReport report) {
      reported.add(report);
    }
  }
}
