package io.closewatch.prometheus;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the JMX exporter's own collector makes of the MBeans in this JVM. */
final class Scrape {

  /** The metrics of closewatch, with their types and texts, as Prometheus gets them. */
  static String of(SampleAgent agent) throws Exception {
    agent.latest(); // its MBeans are there
    return ofThisJvm();
  }

  /** Of whatever agent is in this JVM. */
  static String ofThisJvm() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    new JmxCollector(ConfigFile.RULES.text()).register(registry);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
    return Arrays.stream(bytes.toString(StandardCharsets.UTF_8).split("\n"))
        .filter(line -> line.matches("(# (HELP|TYPE) )?closewatch_.*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** {@code name{labels}} of each sample. */
  static List<String> series(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .toList();
  }

  private Scrape() {}
}
