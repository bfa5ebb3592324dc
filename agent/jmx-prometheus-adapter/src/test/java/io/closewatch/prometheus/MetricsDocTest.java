package io.closewatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README names every metric and every alert, and nothing else. */
class MetricsDocTest {
  private static final Path SCRAPE = Path.of("src/test/resources/prometheus/scrape.txt");

  private final String readme = read(Path.of("README.md"));

  @Test
  void everyMetricStandsThereWithTypeAndLabels() {
    String table =
        readme.substring(readme.indexOf("<!-- metrics"), readme.indexOf("<!-- /metrics"));
    Map<String, String> described = new TreeMap<>();
    for (String line : table.lines().filter(l -> l.startsWith("| `")).toList()) {
      String[] cells = line.substring(2).split("\\s*\\|\\s*", 4);
      String labels = String.join(" ", new TreeSet<>(List.of(cells[2].split(", "))));
      described.put(cells[0].replace("`", ""), cells[1] + " " + labels.replace("`", ""));
      assertThat(cells[3]).as(cells[0]).contains(". ");
    }

    assertThat(described).isEqualTo(ofScrape(read(SCRAPE)));
  }

  @Test
  void everyAlertStandsThereWithItsSeverity() throws Exception {
    List<String> alerts = new ArrayList<>();
    Matcher alert =
        Pattern.compile("- alert: (\\w+)\n.*?severity: (\\w+)", Pattern.DOTALL)
            .matcher(ConfigFile.ALERTS.text());
    while (alert.find()) {
      alerts.add("| `" + alert.group(1) + "` | " + alert.group(2) + " |");
    }
    List<String> described =
        readme
            .lines()
            .filter(line -> line.startsWith("| `Closewatch"))
            .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1))
            .toList();

    assertThat(described).isEqualTo(alerts);
  }

  /** Name to type and labels. */
  private static Map<String, String> ofScrape(String scrape) {
    Map<String, String> types = new TreeMap<>();
    for (String line : scrape.lines().filter(l -> l.startsWith("# TYPE ")).toList()) {
      String[] words = line.split(" ");
      types.put(words[2], words[3]);
    }
    Map<String, String> metrics = new TreeMap<>();
    for (String series : Scrape.series(scrape)) {
      TreeSet<String> labels = new TreeSet<>();
      Matcher label = Pattern.compile("[{,](\\w+)=\"").matcher(series);
      while (label.find()) {
        labels.add(label.group(1));
      }
      String name = series.replaceFirst("\\{.*", "");
      metrics.put(name, types.get(name) + " " + String.join(" ", labels));
    }
    return metrics;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
