package io.closewatch.prometheus;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of metrics in texts. */
final class MetricNames {
  /** What the exporter gives by itself. */
  private static final Set<String> OF_THE_EXPORTER =
      Set.of("process_open_fds", "process_max_fds", "process_start_time_seconds");

  private static final Pattern NAME = Pattern.compile("\\b(?:closewatch|process)_[a-z_]+");

  static Set<String> inScrape(String scrape) {
    Set<String> names =
        Scrape.series(scrape).stream()
            .map(series -> series.replaceFirst("\\{.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(OF_THE_EXPORTER);
    return names;
  }

  static Set<String> inExpression(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher matcher = NAME.matcher(text); matcher.find(); ) {
      names.add(matcher.group());
    }
    return names;
  }

  private MetricNames() {}
}
