package io.closewatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private static final Path SCRAPE = Path.of("src/test/resources/prometheus/scrape.txt");

  private final JsonNode dashboard = read();

  @Test
  void canBeImportedIntoAnyGrafana() {
    assertThat(dashboard.has("id")).isFalse();
    assertThat(dashboard.get("uid").asText()).isEqualTo("closewatch");
    assertThat(dashboard.get("schemaVersion").asInt()).isPositive();
    assertThat(dashboard.at("/__inputs/0/name").asText()).isEqualTo("DS_PROMETHEUS");
    for (JsonNode source : dashboard.findValues("datasource")) {
      assertThat(source.get("uid").asText()).isEqualTo("${DS_PROMETHEUS}");
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      assertThat(variable.get("multi").asBoolean()).isTrue();
      assertThat(variable.get("includeAll").asBoolean()).isTrue();
    }
    assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
        .contains("job", "instance");
  }

  @Test
  void panelsHaveTitlesUnitsAndAPlaceOfTheirOwn() {
    Set<String> cells = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertThat(panel.get("title").asText()).isNotEmpty();
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      JsonNode position = panel.get("gridPos");
      assertThat(position.get("x").asInt() + position.get("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < position.get("w").asInt(); x++) {
        for (int y = 0; y < position.get("h").asInt(); y++) {
          String cell = (position.get("x").asInt() + x) + ":" + (position.get("y").asInt() + y);
          assertThat(cells.add(cell)).as(panel.get("title").asText()).isTrue();
        }
      }
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
        assertThat(panel.get("targets")).isNotEmpty();
      }
    }
  }

  @Test
  void everyExpressionSelectsWhatTheReaderHasChosen() {
    for (String expression : expressions()) {
      int metrics = MetricNames.inExpression(expression).size();
      assertThat(expression.split("instance=~\"\\$instance\"").length - 1)
          .as(expression)
          .isGreaterThanOrEqualTo(metrics);
    }
  }

  @Test
  void everyMetricInItExists() throws Exception {
    Set<String> known = MetricNames.inScrape(Files.readString(SCRAPE));

    assertThat(MetricNames.inExpression(dashboard.toString())).isSubsetOf(known);
  }

  @Test
  void everyMetricOfTheRulesIsShown() throws Exception {
    Set<String> known = MetricNames.inScrape(Files.readString(SCRAPE));

    assertThat(known)
        .allMatch(
            name ->
                MetricNames.inExpression(dashboard.toString()).contains(name)
                    || name.equals("process_start_time_seconds"));
  }

  @Test
  void prometheusParsesEveryExpression() throws Exception {
    List<String> expressions = expressions();
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    for (int i = 0; i < expressions.size(); i++) {
      rules.append("      - record: expression_").append(i).append('\n');
      rules.append("        expr: >-\n          ").append(expressions.get(i)).append('\n');
    }
    Path file = Files.createTempFile("dashboard", ".yaml");
    Files.writeString(file, rules.toString().replace("$__rate_interval", "5m"));

    Promtool.Result result = Promtool.run(Path.of("/dev/null"), "check", "rules", file.toString());

    assertThat(result.output()).contains("SUCCESS: " + expressions.size() + " rules found");
    assertThat(result.exitCode()).isZero();
  }

  private List<String> expressions() {
    List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
    assertThat(expressions).hasSizeGreaterThan(20);
    return expressions;
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(ConfigFile.DASHBOARD.text());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
