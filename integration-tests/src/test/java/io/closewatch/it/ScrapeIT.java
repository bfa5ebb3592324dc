package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Scrapes of the JMX exporter's agent while 2,000 connections a second come and go. */
class ScrapeIT {
  private static final String RATE = "2000";
  private static final int SECONDS = 15;

  /** Somewhat fewer than in that time, since the first second may be slow. */
  private static final int OPENS = 28_000;

  private static final Pattern FIGURES =
      Pattern.compile("opened (\\d+) each (\\d+) ns, in all (\\d+)");

  /** What opening one connection took, in time with a scrape and in time without. */
  private record Costs(List<Double> scraping, List<Double> quiet) {
    double ratio() {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < scraping.size(); i++) {
        ratios.add(scraping.get(i) / quiet.get(i));
      }
      return median(ratios);
    }
  }

  @Test
  void aScrapeASecondNeitherFailsNorSlowsTheOpens() throws Exception {
    try (ScrapedService service = start()) {
      List<Double> millis = new ArrayList<>();
      Costs costs = new Costs(new ArrayList<>(), new ArrayList<>());
      Map<String, Double> last = ScrapedService.samples(service.scrape());
      // On a machine with more to do than it can the opens take longer.
      double opened = 0;
      while (millis.size() < SECONDS || (opened < OPENS && millis.size() < 4 * SECONDS)) {
        long start = System.nanoTime();
        service.ask("scraping");
        Map<String, Double> samples = ScrapedService.samples(service.scrape());
        millis.add((System.nanoTime() - start) / 1e6);
        assertCountersRise(last, samples);
        last = samples;
        TimeUnit.NANOSECONDS.sleep(start + 500_000_000L - System.nanoTime());
        costs.scraping().add(nanosEach(service.ask("quiet")));
        TimeUnit.NANOSECONDS.sleep(start + 1_000_000_000L - System.nanoTime());
        Matcher quiet = figures(service.ask("done"));
        costs.quiet().add(Double.parseDouble(quiet.group(2)));
        opened = Double.parseDouble(quiet.group(3));
      }
      double all = Double.parseDouble(figures(service.ask("stop")).group(3));

      assertThat(opened).isGreaterThanOrEqualTo(OPENS);
      assertThat(median(millis)).as("%s", millis).isLessThan(500);
      assertThat(Collections.max(millis)).as("%s", millis).isLessThan(5_000);
      assertThat(costs.ratio()).as("%s", costs).isLessThan(1.5);
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(() -> assertThat(kinds(service)).containsAllEntriesOf(allGone(all)));
    }
  }

  @Test
  void eachIsOfOneScanAlsoWhileScansRunAllTheTime() throws Exception {
    try (ScrapedService service = start()) {
      AgentMBeans mbeans = service.mbeans();
      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger scans = new AtomicInteger();
      Thread scanning =
          new Thread(
              () -> {
                while (!done.get()) {
                  mbeans.scanNow();
                  scans.incrementAndGet();
                }
              });
      scanning.start();
      try {
        Map<String, Double> last = ScrapedService.samples(service.scrape());
        for (int scrapes = 0; scrapes < 50 || scans.get() < 50; scrapes++) {
          Map<String, Double> samples = ScrapedService.samples(service.scrape());
          assertCountersRise(last, samples);
          assertAddsUp(samples);
          last = samples;
        }
      } finally {
        done.set(true);
        scanning.join();
      }
    }
  }

  private static ScrapedService start() throws Exception {
    Jdk jdk = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    ScrapedService service = ScrapedService.start(jdk, true, "SteadyOpens", RATE).awaitReady();
    // The exporter is up before our MBeans are, and a line has its row after a scan.
    await()
        .atMost(RunningApp.PATIENCE)
        .until(() -> ScrapedService.samples(service.scrape()).keySet(), keys -> lines(keys) == 3);
    return service;
  }

  /** Those of the probe; the exporter accepts connections too. */
  private static long lines(Set<String> series) {
    return series.stream()
        .filter(name -> name.startsWith("closewatch_site_sockets_open{"))
        .filter(name -> name.contains("SteadyOpens"))
        .count();
  }

  /** None is missing, none falls. */
  private static void assertCountersRise(Map<String, Double> before, Map<String, Double> after) {
    assertThat(after.keySet()).containsAll(before.keySet());
    before.forEach(
        (series, value) -> {
          if (series.contains("_total")) {
            assertThat(after.get(series)).as(series).isGreaterThanOrEqualTo(value);
          }
        });
    assertThat(after.get("closewatch_agent_errors_total{reason=\"hook\"}")).isZero();
  }

  /** Kinds within themselves, and lines with kinds. */
  private static void assertAddsUp(Map<String, Double> samples) {
    Map<String, Double> sums = new TreeMap<>();
    samples.forEach(
        (series, value) -> {
          if (series.contains("_site_sockets_open")) {
            String kind = series.replaceFirst(",site=.*", "}").replace("_site_", "_");
            sums.merge(kind, value, Double::sum);
          }
        });
    assertThat(sums).hasSizeGreaterThanOrEqualTo(6);
    assertThat(samples).containsAllEntriesOf(sums);
    for (String kind : List.of("{kind=\"socket\"}", "{kind=\"accepted_socket\"}")) {
      assertThat(samples.get("closewatch_sockets_opened_total" + kind))
          .isEqualTo(
              samples.get("closewatch_sockets_open" + kind)
                  + samples.get("closewatch_sockets_closed_total" + kind)
                  + samples.get("closewatch_sockets_gc_reclaimed_total" + kind));
    }
  }

  private static Map<String, Double> kinds(ScrapedService service) {
    return ScrapedService.samples(service.scrape());
  }

  private static Map<String, Double> allGone(double opened) {
    Map<String, Double> expected = new TreeMap<>();
    for (String kind : List.of("{kind=\"socket\"}", "{kind=\"accepted_socket\"}")) {
      expected.put("closewatch_sockets_opened_total" + kind, opened);
      expected.put("closewatch_sockets_closed_total" + kind, opened);
      expected.put("closewatch_sockets_open" + kind, 0.0);
    }
    return expected;
  }

  private static double nanosEach(String answer) {
    return Double.parseDouble(figures(answer).group(2));
  }

  private static Matcher figures(String answer) {
    Matcher figures = FIGURES.matcher(answer);
    assertThat(figures.matches()).as(answer).isTrue();
    return figures;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
