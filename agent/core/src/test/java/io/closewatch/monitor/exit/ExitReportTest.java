package io.closewatch.monitor.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketFixtures;
import io.closewatch.files.ReportSet;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import io.closewatch.report.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
class ExitReportTest {
  private static final Report REPORT =
      new Report(
          new AgentInfo("1", SocketFixtures.NOW, false, 1, "Main", "JVM", List.of(), 0),
          new Snapshot(SocketFixtures.NOW, 1, List.of(), List.of(), SocketFixtures.kernel(), 0),
          SocketFixtures.GRACES,
          List.of(),
          List.of());

  @TempDir private Path dir;

  /** What it says on standard error. */
  private String write(Path reportDir, Supplier<Report> scan, String... formats) {
    ExitScans scans =
        new ExitScans() {
          @Override
          public Report scan() {
            return scan.get();
          }

          @Override
          public Snapshot look() {
            return scan.get().snapshot();
          }

          @Override
          public Report scanAtExit(Report before) {
            return scan.get();
          }
        };
    ReportSet files = new ReportSet(reportDir.toFile(), "r", new SpareDescriptor());
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      new ExitReport(scans, 0, List.of(formats), files).run();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesTheReportAndSaysNothing() throws Exception {
    assertThat(write(dir, () -> REPORT, "text")).isEmpty();

    assertThat(dir.resolve("r.txt")).hasContent(new TextReport().render(REPORT));
  }

  @Test
  void aDirectoryThatCannotBeUsedIsOneLineForAllFormatsWithAnAdvice() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");

    assertThat(write(file, () -> REPORT, "text", "text"))
        .isEqualTo(
            "closewatch: WARN no exit report: the report directory "
                + file
                + " is not a directory; set reportDir to a directory that can be written to and has"
                + " room\n");
  }

  @Test
  void anAdviceIsGivenOnce() throws Exception {
    Path link =
        Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("d")));

    assertThat(write(link, () -> REPORT, "text"))
        .isEqualTo(
            "closewatch: WARN no exit report: the report directory "
                + link
                + " is a symbolic link; set reportDir to a real directory\n");
  }

  @Test
  void noFailureComesOut() throws Exception {
    String said =
        write(
            dir,
            () -> {
              throw new OutOfMemoryError("Java heap space");
            },
            "text");

    assertThat(said)
        .startsWith("closewatch: WARN no exit report: java.lang.OutOfMemoryError: Java heap space")
        .hasLineCount(1);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).isEmpty();
    }
  }
}
