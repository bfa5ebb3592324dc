package io.closewatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The file for the textfile collector says what the JMX exporter says. */
class MetricsFileTest {
  private static final Path FILE = SampleAgent.METRICS_FILE;

  @Test
  void hasTheSameMetricsAsTheExporterWithTheNameOfTheJvm() throws Exception {
    try (SampleAgent agent = SampleAgent.leaking()) {
      String text = Files.readString(FILE);

      assertThat(text.lines().filter(line -> !line.startsWith("#")))
          .allMatch(line -> line.contains("{jvm=\"shop\""));
      assertThat(text.replace("{jvm=\"shop\"}", "").replace("{jvm=\"shop\",", "{"))
          .isEqualTo(Scrape.of(agent));
    }
  }

  @Test
  void leavesOutWhatIsUnknown() throws Exception {
    try (SampleAgent agent = SampleAgent.leaking().withoutKernel()) {
      assertThat(samples(Files.readString(FILE)).replace("jvm=\"shop\",", ""))
          .isEqualTo(samples(Scrape.of(agent)).replace("jvm=\"shop\",", ""))
          .doesNotContain(" -1");
    }
  }

  private static String samples(String text) {
    return String.join(
        "\n",
        text.replace("{jvm=\"shop\"}", "").lines().filter(line -> !line.startsWith("#")).toList());
  }

  @Test
  void canBeReadByTheNodeExporterAndGoesWithTheAgent() throws Exception {
    try (SampleAgent agent = SampleAgent.leaking()) {
      agent.latest();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(FILE)))
          .isEqualTo("rw-r--r--");
      try (Stream<Path> files = Files.list(FILE.getParent())) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
      }
    }
    assertThat(FILE).doesNotExist();
  }

  @Test
  void prometheusHasNothingToSayAgainstIt() throws Exception {
    try (SampleAgent agent = SampleAgent.leaking()) {
      agent.latest();
      Promtool.Result result = Promtool.run(FILE, "check", "metrics");

      assertThat(result.output()).isEmpty();
      assertThat(result.exitCode()).isZero();
    }
  }
}
