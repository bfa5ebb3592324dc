package io.closewatch.benchmarks;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Leaks sockets at many lines and scrapes itself on command with the JMX exporter's collector, on
 * the thread that asks. Arguments: lines, whether an agent with scans is expected, the exporter's
 * rules. A command is a number of scrapes; answers with microseconds per scrape.
 */
final class ScrapeCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ScrapeCost() {}

  public static void main(String[] args) throws Exception {
    int lines = Integer.parseInt(args[0]);
    Reply tooLow = DescriptorLimit.tooLowFor(lines);
    if (tooLow != null) {
      Lockstep.serve(command -> tooLow);
      return;
    }
    try (ManyLines leaks = new ManyLines()) {
      leaks.leak(lines);
      AgentScan scan = AgentScan.find(Boolean.parseBoolean(args[1]));
      if (scan != null) {
        scan.untilLeaked(lines);
      }
      PrometheusRegistry registry = new PrometheusRegistry();
      new JmxCollector(new File(args[2])).register(registry);
      Lockstep.serve(command -> scrapes(registry, Integer.parseInt(command)));
    }
  }

  private static Reply scrapes(PrometheusRegistry registry, int count) throws IOException {
    Samples wall = new Samples();
    long cpuStart = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      PrometheusTextFormatWriter.create().write(body, registry.scrape());
      wall.add((System.nanoTime() - start) / 1e3);
    }
    double cpu = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e3 / count;
    return Reply.of("wall", wall.median()).and("cpu", cpu);
  }
}
