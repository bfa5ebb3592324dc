package io.closewatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules, read by the collector that the JMX exporter is made of. */
class RulesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/prometheus/scrape.txt");

  @Test
  void everyMetricIsAsInTheGoldenFile() throws Exception {
    try (SampleAgent agent = SampleAgent.leaking()) {
      String scrape = Scrape.of(agent);
      Files.writeString(Path.of("target/scrape.txt"), scrape);

      assertThat(scrape).isEqualTo(Files.readString(GOLDEN));
    }
  }

  @Test
  void whatIsUnknownHasNoSeries() throws Exception {
    try (SampleAgent agent = SampleAgent.leaking().withoutKernel()) {
      String scrape = Scrape.of(agent);

      assertThat(scrape)
          .doesNotContain(" -1")
          .doesNotContain("closewatch_tcp_")
          .doesNotContain("closewatch_site_sockets_close_wait")
          .contains("\nclosewatch_agent_degraded 1.0\n")
          .contains("\nclosewatch_site_sockets_open{");
    }
  }

  @Test
  void countersStayWhenAScanIsBlindOrLeaksAreGone() throws Exception {
    try (SampleAgent agent = SampleAgent.leaking()) {
      List<String> before = counters(Scrape.of(agent));

      assertThat(counters(Scrape.of(agent.withoutKernel()))).isEqualTo(before);
    }
  }

  @Test
  void anIdleAgentHasEverySeriesThatNeedsNoLine() throws Exception {
    try (SampleAgent agent = SampleAgent.idle()) {
      assertThat(Scrape.series(Scrape.of(agent)))
          .contains(
              "closewatch_agent_up{version=\"0.1.0\"}",
              "closewatch_sockets_leaked",
              "closewatch_leak_findings",
              "closewatch_sockets_open{kind=\"socket\"}",
              "closewatch_tcp_connections{state=\"close_wait\"}",
              "closewatch_tcp_unattributed_close_wait",
              "closewatch_proc_scan_timestamp_seconds")
          .noneMatch(series -> series.contains("site="));
    }
  }

  private static List<String> counters(String scrape) {
    return scrape.lines().filter(line -> line.matches("closewatch_\\w+_total.*")).toList();
  }
}
