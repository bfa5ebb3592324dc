package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One JVM with many leaking lines of code, and a Prometheus that scrapes it and as many replayed
 * ones as it is told, each under a name of its own.
 */
final class Fleet {
  private static final String ALL_SCRAPES = "sum(count_over_time(up{job=\"services\"}[1h]))";
  private static final String SERVICE = "instance=\"service\"";

  private final Path prometheus;
  private final int replayed;
  private final int intervalSeconds;
  private final int scrapes;

  /**
   * A fleet to be.
   *
   * @param scrapes how many of each target are waited for
   */
  Fleet(Path prometheus, int replayed, int intervalSeconds, int scrapes) {
    this.prometheus = prometheus;
    this.replayed = replayed;
    this.intervalSeconds = intervalSeconds;
    this.scrapes = scrapes;
  }

  /** What a fleet of JVMs costs, each with this many lines of code that leak. */
  FleetFigures measure(Jdk jdk, int lines) throws Exception {
    try (ScrapedService service =
        ScrapedService.start(jdk, true, "ManyLeaks", "lines", Integer.toString(lines))) {
      awaitLeaks(service.awaitUp(), lines);
      try (ReplayedScrapes others = ReplayedScrapes.of(service)) {
        return measure(service, others);
      }
    }
  }

  /** None of a line's series goes away while lines come. */
  private static void awaitLeaks(ScrapedService service, int lines) {
    Set<String> seen = new HashSet<>();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              var samples = ScrapedService.samples(service.scrape());
              assertThat(samples.keySet()).containsAll(seen);
              samples.keySet().stream().filter(key -> key.contains("site=")).forEach(seen::add);
              return samples.getOrDefault("closewatch_sockets_leaked", -1.0) == lines;
            });
    service.awaitReady();
  }

  private FleetFigures measure(ScrapedService service, ReplayedScrapes others) throws Exception {
    Path directory = service.directory();
    int port = ScrapedService.freePort();
    Files.writeString(directory.resolve("prometheus.yml"), configuration(service, others, port));
    try (PrometheusServer server = PrometheusServer.start(prometheus, directory, port)) {
      double cpu = -awaitScrapes(server, 2);
      double scraped = -server.number(ALL_SCRAPES);
      cpu += awaitScrapes(server, 2 + scrapes);
      scraped += server.number(ALL_SCRAPES);
      assertThat(server.number("sum(up{job=\"services\"})")).isEqualTo(replayed + 1);
      return new FleetFigures(
          series(service, server),
          (long) server.number("max(scrape_samples_scraped{job=\"services\"})"),
          service.scrape().length(),
          service.compressedScrape().length,
          1e3
              * server.number(
                  "quantile_over_time(0.5, scrape_duration_seconds{" + SERVICE + "}[1h])"),
          1e3 * server.number("max_over_time(scrape_duration_seconds{" + SERVICE + "}[1h])"),
          server.number("max_over_time(process_resident_memory_bytes{job=\"prometheus\"}[1h])"),
          1e3 * cpu / scraped,
          bytesPerSample(server, directory));
    }
  }

  /**
   * The series of closewatch: as many of each JVM in Prometheus, once a row that has just come is
   * in the scrape of each.
   */
  private Set<String> series(ScrapedService service, PrometheusServer server) {
    String each = "count by (instance) ({__name__=~\"closewatch_.*\"})";
    Set<String> names = new HashSet<>();
    await()
        .atMost(Duration.ofSeconds(20L + 4L * intervalSeconds))
        .untilAsserted(
            () -> {
              names.clear();
              names.addAll(ScrapedService.samples(service.scrape()).keySet());
              assertThat(server.number("count(" + each + ")")).isEqualTo(replayed + 1);
              assertThat(server.number("min(" + each + ")")).isEqualTo(names.size());
              assertThat(server.number("max(" + each + ")")).isEqualTo(names.size());
            });
    return names;
  }

  /** Returns the CPU time that the server has taken when all have been scraped so often. */
  private double awaitScrapes(PrometheusServer server, int count) throws Exception {
    String fewest = "min(count_over_time(up{job=\"services\"}[1h]))";
    await()
        .atMost(Duration.ofSeconds(60L + 2L * count * intervalSeconds))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(
            () ->
                server.number("count(up{job=\"services\"})") == replayed + 1
                    && server.number(fewest) >= count);
    return server.number("max(process_cpu_seconds_total{job=\"prometheus\"})");
  }

  private static double bytesPerSample(PrometheusServer server, Path directory) throws Exception {
    double samples = server.number("sum(prometheus_tsdb_head_samples_appended_total)");
    try (Stream<Path> files = Files.walk(server.snapshot(directory))) {
      Set<Path> chunks =
          files.filter(file -> file.getParent().endsWith("chunks")).collect(Collectors.toSet());
      long bytes = 0;
      for (Path file : chunks) {
        bytes += Files.size(file);
      }
      return bytes / samples;
    }
  }

  private String configuration(ScrapedService service, ReplayedScrapes others, int self) {
    return """
        global: {scrape_interval: %ds}
        scrape_configs:
          - job_name: prometheus
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          - job_name: services
            static_configs:
              - targets: ["127.0.0.1:%d"]
                labels: {instance: service}
        """
            .formatted(intervalSeconds, self, service.port())
        + others.targets(replayed);
  }
}
