package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics, alerts and dashboard with the JMX exporter and Prometheus, as the README says. */
class PrometheusIT {

  @ParameterizedTest(name = "{0}, exporter first: {1}")
  @MethodSource("inBothOrders")
  void everyMetricHasItsValueInAgentAndCollector(Jdk jdk, boolean exporterFirst) throws Exception {
    try (ScrapedService service = ScrapedService.start(jdk, exporterFirst).awaitReady()) {
      Map<String, Double> expected = expected(exporterFirst);
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(() -> assertThat(samples(service)).containsAllEntriesOf(expected));

      Map<String, Double> samples = samples(service);
      assertThat(samples.get("closewatch_proc_scan_timestamp_seconds"))
          .isBetween(now() - 60, now() + 1);
      assertThat(samples.get("closewatch_proc_scan_duration_seconds")).isBetween(0.0, 30.0);
      assertThat(samples.get(site("oldest_socket_age_seconds", "// leak: raw")))
          .isBetween(0.0, 300.0);
      Map<String, Double> collected = ScrapedService.samples(service.collected());
      assertThat(collected.keySet()).isEqualTo(samples(service).keySet());
      assertThat(collected).containsAllEntriesOf(expected);
    }
  }

  @Test
  void prometheusScrapesAndJudgesAsTheReadmeSays() throws Exception {
    Optional<Path> prometheus = PrometheusServer.find();
    assumeTrue(prometheus.isPresent(), "no Prometheus on the PATH");
    try (ScrapedService service = ScrapedService.start(jdkOfBuild(), true).awaitReady()) {
      Files.writeString(
          service.directory().resolve("prometheus.yml"),
          "global:\n  scrape_interval: 2s\n  evaluation_interval: 1s\n"
              + ReadmeSection.of("Prometheus and Grafana")
                  .yaml()
                  .replace("localhost:9404", "127.0.0.1:" + service.port()));
      try (PrometheusServer server =
          PrometheusServer.start(prometheus.get(), service.directory())) {
        metricsComeBack(server);
        alertsAreHealthyAndNameTheLine(server);
        everyPanelCanBeQueried(server, service);
        pageOfAlertsHasThemAll(server);
      }
    }
  }

  @Test
  void everyMetricOfAlertsAndDashboardIsInARealScrape() throws Exception {
    try (ScrapedService service = ScrapedService.start(jdkOfBuild(), false).awaitReady()) {
      Set<String> named = new TreeSet<>();
      for (String file : List.of("closewatch-alerts.yaml", "closewatch-dashboard.json")) {
        String text = Files.readString(service.directory().resolve(file));
        Matcher name = Pattern.compile("\\b(?:closewatch|process)_[a-z_]+").matcher(text);
        while (name.find()) {
          named.add(name.group());
        }
      }
      assertThat(named).hasSizeGreaterThan(20);
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(() -> assertThat(names(service.scrape())).containsAll(named));
    }
  }

  private static void metricsComeBack(PrometheusServer server) {
    String line = location("raw", "// leak: raw");
    await()
        .atMost(RunningApp.PATIENCE)
        .ignoreExceptions()
        .until(
            () -> server.query("closewatch_site_sockets_leaked{site=\"" + line + "\"}"),
            result -> result.at("/0/value/1").asText().equals("3"));
    await()
        .atMost(RunningApp.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode states = server.query("closewatch_tcp_connections{state=\"close_wait\"}");
              assertThat(states.at("/0/value/1").asText()).isEqualTo("7");
              assertThat(states.at("/0/metric/job").asText()).isEqualTo("services");
            });
  }

  private static void alertsAreHealthyAndNameTheLine(PrometheusServer server) throws Exception {
    await()
        .atMost(RunningApp.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode rules = server.get("rules").at("/data/groups/0/rules");
              assertThat(rules).hasSizeGreaterThan(5);
              assertThat(rules.findValuesAsText("health")).containsOnly("ok");
            });
    Pattern summary =
        Pattern.compile(
            Pattern.quote(location("raw", "// leak: raw"))
                + " leaks sockets on 127\\.0\\.0\\.1:\\d+");
    await()
        .atMost(RunningApp.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.get("alerts").at("/data/alerts").findValuesAsText("summary"))
                    .anyMatch(summary.asMatchPredicate()));
  }

  private static void pageOfAlertsHasThemAll(PrometheusServer server) throws Exception {
    Browser browser = Browser.find();
    assumeTrue(browser != null, "no Chromium on the PATH");
    JsonNode rules = server.get("rules").at("/data/groups/0/rules");
    String page = browser.open(server.pageOfAlerts()).dom();

    assertThat(page).contains(rules.findValuesAsText("name"));
    assertThat(page).contains("ClosewatchSocketLeak</b> (3 active)");
    assertThat(page).contains(location("raw", "// leak: raw") + " leaks sockets on 127.0.0.1:");
  }

  private static void everyPanelCanBeQueried(PrometheusServer server, ScrapedService service)
      throws Exception {
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(service.directory().resolve("closewatch-dashboard.json").toFile());
    await()
        .atMost(RunningApp.PATIENCE)
        .untilAsserted(
            () -> {
              // Of a service in which every line is known.
              assertThat(emptyOf(server, dashboard.findValuesAsText("expr")))
                  .hasSizeLessThanOrEqualTo(1)
                  .allMatch(expression -> expression.contains("unattributed"));
            });
  }

  private static List<String> emptyOf(PrometheusServer server, List<String> expressions)
      throws Exception {
    List<String> empty = new ArrayList<>();
    for (String expression : expressions) {
      String query =
          expression
              .replace("$__rate_interval", "1m")
              .replace("$job", ".*")
              .replace("$instance", ".*");
      if (server.query(query).isEmpty()) {
        empty.add(expression);
      }
    }
    return empty;
  }

  private static Map<String, Double> expected(boolean exporterFirst) {
    Map<String, Double> expected = new TreeMap<>();
    expected.put("closewatch_agent_up{version=\"0.1.0\"}", 1.0);
    expected.put("closewatch_agent_degraded", 0.0);
    expected.put("closewatch_agent_errors_total{reason=\"hook\"}", 0.0);
    expected.put("closewatch_agent_untracked_total{reason=\"stacks_full\"}", 0.0);
    expected.put("closewatch_sockets_open{kind=\"socket\"}", 7.0);
    expected.put("closewatch_sockets_opened_total{kind=\"socket\"}", 9.0);
    expected.put("closewatch_sockets_closed_total{kind=\"socket\"}", 0.0);
    expected.put("closewatch_sockets_gc_reclaimed_total{kind=\"socket\"}", 2.0);
    expected.put("closewatch_sockets_open{kind=\"server_socket\"}", 2.0);
    expected.put("closewatch_sockets_closed_total{kind=\"accepted_socket\"}", 9.0);
    expected.put("closewatch_sockets_open{kind=\"accepted_socket\"}", 0.0);
    // The exporter's own listener, if it came after our hooks.
    expected.put(
        "closewatch_sockets_open{kind=\"server_socket_channel\"}", exporterFirst ? 0.0 : 1.0);
    expected.put("closewatch_tcp_connections{state=\"close_wait\"}", 7.0);
    expected.put("closewatch_tcp_connections{state=\"listen\"}", 3.0);
    expected.put("closewatch_tcp_connections{state=\"syn_sent\"}", 0.0);
    expected.put("closewatch_tcp_unattributed_close_wait", 0.0);
    expected.put("closewatch_sockets_leaked", 6.0);
    // NOT_CLOSED, CLOSED_BY_GC, LEASE_NOT_RETURNED in both pools, and POOL_EXHAUSTED for that
    // reason.
    expected.put("closewatch_leak_findings", 5.0);
    expected.put(site("sockets_open", "// leak: raw"), 3.0);
    expected.put(site("sockets_opened_total", "// leak: raw"), 3.0);
    expected.put(site("sockets_close_wait", "// leak: raw"), 3.0);
    expected.put(leak("site_sockets_leaked", "socket", "raw", "// leak: raw"), 3.0);
    expected.put(leak("leaks_total", "socket", "raw", "// leak: raw"), 3.0);
    expected.put(leak("site_sockets_leaked", "socket", "drop", "// leak: dropped"), 0.0);
    expected.put(leak("leaks_total", "socket", "drop", "// leak: dropped"), 2.0);
    expected.put(leak("site_sockets_leaked", "http_connection", "leased", "// lease: leased"), 2.0);
    expected.put(leak("leaks_total", "http_connection", "leased", "// lease: leased"), 2.0);
    expected.put(leak("leaks_total", "http_connection", "exhausted", "// lease: exhausted"), 1.0);
    pool(expected, location("leased", "// pool: leased"), 2, 1, 6, 0);
    pool(expected, location("exhausted", "// pool: exhausted"), 1, 0, 1, 1);
    return expected;
  }

  private static void pool(
      Map<String, Double> expected,
      String line,
      double leased,
      double available,
      double max,
      double pending) {
    String label = "{pool=\"" + line + "\"";
    expected.put("closewatch_http_pools" + label + "}", 1.0);
    expected.put("closewatch_http_pool_connections" + label + ",state=\"leased\"}", leased);
    expected.put("closewatch_http_pool_connections" + label + ",state=\"available\"}", available);
    expected.put("closewatch_http_pool_max_connections" + label + "}", max);
    expected.put("closewatch_http_pool_pending_requests" + label + "}", pending);
  }

  private static String site(String metric, String mark) {
    return leak("site_" + metric, "socket", "raw", mark);
  }

  private static String leak(String metric, String kind, String method, String mark) {
    return "closewatch_%s{kind=\"%s\",site=\"%s\"}".formatted(metric, kind, location(method, mark));
  }

  private static String location(String method, String mark) {
    return "io.closewatch.probes.Scraped.%s(%s)".formatted(method, Sources.marked("Scraped", mark));
  }

  private static Map<String, Double> samples(ScrapedService service) {
    return ScrapedService.samples(service.scrape());
  }

  private static Set<String> names(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  private static Jdk jdkOfBuild() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** On 17 and 25, if they are there. */
  static Stream<Arguments> inBothOrders() {
    List<Jdk> jdks =
        TestJdks.all().filter(jdk -> jdk.version() == 17 || jdk.version() == 25).toList();
    return (jdks.isEmpty() ? TestJdks.oldestAndNewest() : jdks.stream())
        .flatMap(jdk -> Stream.of(Arguments.of(jdk, true), Arguments.of(jdk, false)));
  }
}
