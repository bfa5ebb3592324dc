package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many series a JVM gives, and what a fleet costs its Prometheus. Here a small one, for what is
 * counted; what takes time is measured with {@code -Dfleet.update=true} and 200 JVMs on a machine
 * that does nothing else, and written into the README.
 */
class FleetIT {
  private static final Path README = Build.root().resolve("agent/jmx-prometheus-adapter/README.md");
  private static final String START = "<!-- fleet: written by FleetIT -->\n";
  private static final String END = "<!-- /fleet -->\n";
  private static final long SERIES_OF_A_LINE = 6;

  /** Listener, accepts and the exporter's own connections; each may also make a row "other". */
  private static final int OTHER_LINES = 3;

  /** What SiteTable promises, and a row for the rest of each kind. */
  private static final int MOST_LINES = 100 + 9;

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 5_000})
  void seriesAreBoundedAndAsManyAsTheReadmeSays(int lines) throws Exception {
    FleetFigures figures = new Fleet(prometheus(), 20, 1, 3).measure(jdkOfBuild(), lines);

    long rows = figures.names().stream().filter(n -> n.contains("_site_sockets_open{")).count();
    long ofLines = figures.names().stream().filter(name -> name.contains("site=")).count();
    assertThat(ofLines).isEqualTo(rows * SERIES_OF_A_LINE);
    assertThat(rows)
        .isBetween(Math.min(lines, 100L), Math.min(lines + 2L * OTHER_LINES, MOST_LINES));
    assertThat(figures.series() - ofLines).isCloseTo(60, within(5L));
    assertThat(figures.series())
        .isCloseTo(inReadme(lines), within(lines > 0 ? OTHER_LINES * SERIES_OF_A_LINE : 0L));
  }

  @Test
  void theReadmeSaysHowManyThatIs() throws IOException {
    assertThat(Files.readString(README))
        .contains("A line has six series, an HTTP pool five, the process itself about 60");
  }

  @Test
  @EnabledIfSystemProperty(named = "fleet.update", matches = "true")
  void writesWhatItCostsIntoTheReadme() throws Exception {
    int replayed = 199;
    double empty = new Fleet(prometheus(), 0, 5, 6).measure(jdkOfBuild(), 0).memory();
    StringBuilder table = new StringBuilder(FleetFigures.header());
    for (int lines : List.of(0, 50, 5_000)) {
      FleetFigures figures = new Fleet(prometheus(), replayed, 5, 24).measure(jdkOfBuild(), lines);
      table.append(figures.row(lines, replayed, empty));
    }
    String readme = Files.readString(README);
    int from = readme.indexOf(START) + START.length();
    assertThat(from).isGreaterThan(START.length());
    Files.writeString(
        README, readme.substring(0, from) + table + readme.substring(readme.indexOf(END)));
    System.out.print(table);
  }

  private static long inReadme(int lines) throws IOException {
    Matcher row =
        Pattern.compile("(?m)^\\| " + "%,d".formatted(lines) + " \\| (\\d+) \\|")
            .matcher(Files.readString(README));
    assertThat(row.find()).isTrue();
    return Long.parseLong(row.group(1));
  }

  private static Path prometheus() {
    Optional<Path> found = PrometheusServer.find();
    assumeTrue(found.isPresent(), "no Prometheus on the PATH");
    return found.orElseThrow();
  }

  private static Jdk jdkOfBuild() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }
}
