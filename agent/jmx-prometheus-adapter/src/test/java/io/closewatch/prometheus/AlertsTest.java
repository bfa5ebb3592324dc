package io.closewatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final Path NO_INPUT = Path.of("/dev/null");
  private static final Path UNIT_TESTS = Path.of("src/test/resources/prometheus/alerts-test.yaml");
  private static final Path SCRAPE = Path.of("src/test/resources/prometheus/scrape.txt");

  @Test
  void prometheusUnderstandsTheRules() throws Exception {
    Path file = Files.createTempFile("alerts", ".yaml");
    Files.writeString(file, ConfigFile.ALERTS.text());

    Promtool.Result result = Promtool.run(NO_INPUT, "check", "rules", file.toString());

    assertThat(result.output()).contains("SUCCESS: " + alerts().size() + " rules found");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void eachAlertFiresWhereItMustAndOnlyThere() throws Exception {
    Promtool.Result result = Promtool.run(NO_INPUT, "test", "rules", UNIT_TESTS.toString());

    assertThat(result.output()).contains("SUCCESS").doesNotContain("FAILED");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void eachAlertHasATestThatItFiresAndOneThatItDoesNot() throws Exception {
    String tests = Files.readString(UNIT_TESTS);

    for (String alert : alerts()) {
      assertThat(tests).contains("- name: '" + alert + " fires'");
      assertThat(tests).contains("- name: '" + alert + " does not fire: ");
    }
  }

  @Test
  void eachAlertSaysHowBadItIsAndWhatToDo() throws Exception {
    for (String alert : ConfigFile.ALERTS.text().split("- alert: ")) {
      if (alert.startsWith("Closewatch")) {
        assertThat(alert)
            .containsPattern("\n        for: \\d+m\n")
            .containsPattern("\n          severity: (warning|critical)\n")
            .contains("\n          summary: ", "\n          description: ", "\n          runbook: ")
            .contains("\n            (1) ");
      }
    }
  }

  @Test
  void everyMetricInTheRulesExists() throws Exception {
    Set<String> known = MetricNames.inScrape(Files.readString(SCRAPE));

    assertThat(MetricNames.inExpression(ConfigFile.ALERTS.text())).isSubsetOf(known);
  }

  @Test
  void prometheusHasNothingToSayAgainstTheNames() throws Exception {
    Promtool.Result result = Promtool.run(SCRAPE, "check", "metrics");

    assertThat(result.output()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  private static Set<String> alerts() throws Exception {
    List<String> names =
        Pattern.compile("- alert: (\\w+)")
            .matcher(ConfigFile.ALERTS.text())
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(names).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    return new TreeSet<>(names);
  }
}
