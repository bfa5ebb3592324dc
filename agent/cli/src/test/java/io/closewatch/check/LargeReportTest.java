package io.closewatch.check;

import static io.closewatch.check.SampleReport.leak;
import static io.closewatch.check.SampleReport.pay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeReportTest {
  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() throws IOException {
    run = new CheckRun(dir);
    Path source = dir.resolve("src/main/java/com/acme/Pay.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
  }

  @Test
  void tenThousandFindingsGoThroughAllFormats() throws IOException {
    SampleReport report = SampleReport.clean();
    for (int i = 0; i < 10_000; i++) {
      report.add(
          leak("NOT_CLOSED", String.format("%016x", i), 1, "com.acme.Pay.m" + i + "(Pay.java:1)"));
    }
    report.write(dir.resolve("a.json"));
    report.write(dir.resolve("b.json"));

    assertThat(run.check("a.json", "b.json", "--format", "junit,sarif,gitlab,html,github"))
        .isEqualTo(1);
    assertThat(run.firstLine()).isEqualTo("closewatch check: 10000 new leaks in 2 reports");
    assertThat(run.out.toString()).contains("... and 9950 more\n");
    assertThat(run.out.toString().lines().count()).isLessThan(500);
    assertThat(
            new ObjectMapper()
                .readTree(dir.resolve("closewatch.sarif").toFile())
                .at("/runs/0/results"))
        .hasSize(10_000);
  }

  @Test
  void fiftyMegabytesAreReadWithoutKeepingThem() throws IOException {
    String json = SampleReport.of(pay(1)).json();
    String history = "{\"at\":\"2026-09-21T14:13:20.000Z\",\"open\":1,\"closeWait\":0},\n";
    try (Writer out = Files.newBufferedWriter(dir.resolve("a.json"))) {
      out.write(json.substring(0, json.length() - 1));
      out.write(",\"large\":[");
      for (int i = 0; i < 50_000_000 / history.length(); i++) {
        out.write(history);
      }
      out.write("0]}");
    }

    assertThat(Files.size(dir.resolve("a.json"))).isGreaterThan(49_000_000);
    assertThat(run.check("a.json")).isEqualTo(1);
    assertThat(run.out.toString()).contains("1. NEW NOT_CLOSED: 1 socket at\n");
  }
}
