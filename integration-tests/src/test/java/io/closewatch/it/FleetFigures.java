package io.closewatch.it;

import java.util.Locale;
import java.util.Set;

/**
 * What {@link Fleet} has measured.
 *
 * @param names the series of closewatch in one JVM, which Prometheus has of each
 * @param samples all of a scrape, those of the exporter and the JVM included
 * @param memory resident bytes of Prometheus, at most
 * @param cpuMillis CPU time that Prometheus takes for one scrape of one JVM
 * @param bytesPerSample in a block of Prometheus
 */
record FleetFigures(
    Set<String> names,
    long samples,
    long bytes,
    long compressedBytes,
    double medianMillis,
    double slowestMillis,
    double memory,
    double cpuMillis,
    double bytesPerSample) {
  private static final double SCRAPES_PER_DAY = 24 * 3600 / 15.0;

  long series() {
    return names.size();
  }

  static String header() {
    return """
        | Leaking lines | Series of closewatch | All samples of a scrape | Size, compressed | Time of a scrape, median (slowest) | Prometheus: memory | CPU per scrape | Disk per day |
        |---|---|---|---|---|---|---|---|
        """;
  }

  /** Of memory what the fleet took more than {@code emptyMemory}, per JVM. */
  String row(int lines, int jvms, double emptyMemory) {
    return String.format(
        Locale.ROOT,
        "| %,d | %d | %d | %.0f kB, %.1f kB | %.0f ms (%.0f ms) | %.2f MB | %.1f ms | %.1f MB |\n",
        lines,
        series(),
        samples,
        bytes / 1e3,
        compressedBytes / 1e3,
        medianMillis,
        slowestMillis,
        Math.max(0, memory - emptyMemory) / jvms / 1e6,
        cpuMillis,
        bytesPerSample * samples * SCRAPES_PER_DAY / 1e6);
  }
}
