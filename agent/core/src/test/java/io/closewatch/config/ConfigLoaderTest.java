package io.closewatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  private final Map<String, String> properties = new HashMap<>(Map.of("java.io.tmpdir", "/tmp"));
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void describesDefaultsWhenNothingIsSet() {
    Config config = load(null);

    assertThat(config.warnings()).isEmpty();
    assertThat(config.describe())
        .containsExactly(
            "scanInterval = 10s (default)",
            "closeWaitGrace = 30s (default)",
            "leaseGrace = 1m (default)",
            "closingGrace = 10s (default)",
            "deadGrace = 30s (default)",
            "stuckGrace = 10m (default)",
            "appPackages = none (default)",
            "reportDir = /tmp/closewatch-" + ProcessHandle.current().pid() + " (default)",
            "report = none (default)",
            "reportName = closewatch-%p-%t (default)",
            "exitSettle = 2s (default)",
            "jmx = true (default)",
            "jmxDelay = 10s (default)",
            "metricsFile = none (default)",
            "logLevel = warn (default)",
            "config = none (default)",
            "enabled = true (default)");
  }

  @Test
  void everyOptionIsReadFromTheArgument() {
    Config config =
        load(
            "scanInterval=500ms,closeWaitGrace=2m,closingGrace=0s,deadGrace=1h,"
                + "appPackages=com.acme.+org.example.*,reportDir=/var/r-%p,jmx=false,jmxDelay=3s,"
                + "logLevel=DEBUG,enabled=false");

    assertThat(config.warnings()).isEmpty();
    assertThat(config.scanInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.closeWaitGrace()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.closingGrace()).isEqualTo(Duration.ZERO);
    assertThat(config.deadGrace()).isEqualTo(Duration.ofHours(1));
    assertThat(config.appPackages()).containsExactly("com.acme", "org.example");
    assertThat(config.reportDir()).isEqualTo(new File("/var/r-" + ProcessHandle.current().pid()));
    assertThat(config.jmx()).isFalse();
    assertThat(config.jmxDelay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.logLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(config.enabled()).isFalse();
  }

  @Test
  void argumentBeatsPropertyBeatsEnvironmentBeatsFile(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("closewatch.properties");
    Files.writeString(
        file, "scanInterval=4s\ncloseWaitGrace=4s\nclosingGrace=4s\nclosewatch.deadGrace=4s\n");
    environment.put("CLOSEWATCH_SCAN_INTERVAL", "3s");
    environment.put("CLOSEWATCH_CLOSE_WAIT_GRACE", "3s");
    environment.put("CLOSEWATCH_CLOSING_GRACE", "3s");
    properties.put("closewatch.scanInterval", "2s");
    properties.put("closewatch.closeWaitGrace", " 2s ");

    Config config = load("scanInterval=1s,config=" + file);

    assertThat(config.warnings()).isEmpty();
    assertThat(config.describe())
        .contains(
            "scanInterval = 1s (agent argument)",
            "closeWaitGrace = 2s (system property)",
            "closingGrace = 3s (environment)",
            "deadGrace = 4s (config file)");
  }

  @Test
  void configFileMayBeNamedByAnyLayer(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("a.properties"), "jmx=false\n");
    environment.put("CLOSEWATCH_CONFIG", file.toString());

    assertThat(load(null).layer(Options.JMX)).isEqualTo(Layer.FILE);
  }

  @Test
  void unreadableConfigFileIsAWarning(@TempDir Path dir) {
    Path missing = dir.resolve("missing.properties");

    assertThat(load("config=" + missing).warnings())
        .containsExactly(
            "config file " + missing + " is not used: " + missing + " (No such file or directory)");
  }

  @Test
  void malformedConfigFileIsAWarning(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("a.properties"), "jmx=\\u12\n");

    assertThat(load("config=" + file).warnings())
        .singleElement()
        .asString()
        .startsWith("config file " + file + " is not used: ");
  }

  @Test
  void unknownOptionsNameTheNearestOne() {
    assertThat(load("closeWaitGrac=5s,scaninterval=1s,zzzzzz").warnings())
        .containsExactly(
            "unknown option \"closeWaitGrac\" (agent argument): did you mean closeWaitGrace?",
            "unknown option \"scaninterval\" (agent argument): did you mean scanInterval?",
            "unknown option \"zzzzzz\" (agent argument): it is ignored; the options are"
                + " scanInterval, closeWaitGrace, leaseGrace, closingGrace, deadGrace, stuckGrace, appPackages, reportDir,"
                + " report, reportName, exitSettle, jmx, jmxDelay, metricsFile, logLevel, config, enabled");
  }

  @Test
  void misspelledPropertiesAndVariablesAreWarnedOf() {
    properties.put("closewatch.scanInterva", "1s");
    environment.put("CLOSEWATCH_CLOSE_WAIT_GRACES", "1s");

    assertThat(load(null).warnings())
        .containsExactly(
            "unknown option \"closewatch.scanInterva\" (system property): did you mean"
                + " scanInterval?",
            "unknown option \"CLOSEWATCH_CLOSE_WAIT_GRACES\" (environment): did you mean"
                + " closeWaitGrace?");
  }

  @Test
  void namesOfOthersWithOurPrefixAreLeftAlone() {
    properties.put("closewatch.version", "1");
    environment.put("CLOSEWATCH_JAR", "/opt/closewatch-agent.jar");
    environment.put("CLOSEWATCH_HOME", "/opt");
    environment.put("CLOSEWATCH_REPORT_DIR", "/var/r");

    Config config = load(null);

    assertThat(config.warnings()).isEmpty();
    assertThat(config.reportDir()).isEqualTo(new File("/var/r"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scanInterval=10 | \"10\" is no value, it must be a duration such as 500ms, 10s, 2m or 1h; the default is kept: 10s",
        "scanInterval=-1s | \"-1s\" is no value, it must be a duration such as 500ms, 10s, 2m or 1h; the default is kept: 10s",
        "scanInterval=1d | \"1d\" is no value, it must be a duration such as 500ms, 10s, 2m or 1h; the default is kept: 10s",
        "scanInterval=99ms | \"99ms\" is no value, it must be at least 100ms; the default is kept: 10s",
        "scanInterval=999999999999h | \"999999999999h\" is no value, it must be at most 8760h; the default is kept: 10s",
        "scanInterval=9999999999999s | \"9999999999999s\" is no value, it must be a duration such as 500ms, 10s, 2m or 1h; the default is kept: 10s",
        "scanInterval | \"true\" is no value, it must be a duration such as 500ms, 10s, 2m or 1h; the default is kept: 10s",
        "jmx=perhaps | \"perhaps\" is no value, it must be true or false; the default is kept: true",
        "logLevel=loud | \"loud\" is no value, it must be error, warn, info, debug or off; the default is kept: warn",
        "reportDir= | \"\" is no value, it must be a path; the default is kept: ${java.io.tmpdir}/closewatch-%p",
        "reportName=../x | \"../x\" is no value, it must be a file name without a directory (that is the option reportDir): letters, digits, '.', '_', '-', %p, %t and %h; the default is kept: closewatch-%p-%t",
        "reportName=/tmp/x | \"/tmp/x\" is no value, it must be a file name without a directory (that is the option reportDir): letters, digits, '.', '_', '-', %p, %t and %h; the default is kept: closewatch-%p-%t",
        "reportName=a%x | \"a%x\" is no value, it must be a file name without a directory (that is the option reportDir): letters, digits, '.', '_', '-', %p, %t and %h; the default is kept: closewatch-%p-%t",
        "reportName=.. | \"..\" is no value, it must be a file name that neither starts with '.' nor holds '..'; the default is kept: closewatch-%p-%t",
        "reportName= | \"\" is no value, it must be a file name that neither starts with '.' nor holds '..'; the default is kept: closewatch-%p-%t",
        "exitSettle=soon | \"soon\" is no value, it must be a duration such as 500ms, 10s, 2m or 1h; the default is kept: 2s",
        "appPackages=a/b | \"a/b\" is no value, it must be package names joined by +, such as com.acme+org.example; the default is kept: nothing",
      })
  void badValuesKeepTheDefault(String argument, String warning) {
    Config config = load(argument);
    String name = argument.replaceAll("=.*", "");

    assertThat(config.warnings())
        .containsExactly("option " + name + " (agent argument): " + warning);
    assertThat(config.describe()).filteredOn(line -> line.startsWith(name + " =")).hasSize(1);
    assertThat(config.describe()).noneMatch(line -> line.endsWith("(agent argument)"));
  }

  @Test
  void unknownFormatsOfTheExitReportAreLeftOutAndTheOthersKept() {
    Config config = load("report=jsn+TEXT+text+sarif");

    assertThat(config.report()).containsExactly("text");
    assertThat(config.warnings())
        .containsExactly(
            "option report (agent argument): unknown format \"jsn\": did you mean json?",
            "option report (agent argument): unknown format \"sarif\": it is ignored; the formats"
                + " are text, json, html");
  }

  @Test
  void exitReportIsReadFromTheArgument() {
    Config config = load("report=json+html+text,reportName=it-%p.fork,exitSettle=0s");

    assertThat(config.warnings()).isEmpty();
    assertThat(config.report()).containsExactly("json", "html", "text");
    assertThat(config.reportName()).isEqualTo("it-" + ProcessHandle.current().pid() + ".fork");
    assertThat(config.exitSettle()).isEqualTo(Duration.ZERO);
    assertThat(load("report=").report()).isEmpty();
    assertThat(load("report=").warnings()).isEmpty();
  }

  @Test
  void theStartInNamesIsTheSameEachTime() {
    Config config = load("reportDir=/r/%t,reportName=%t");

    assertThat(config.reportName()).matches("\\d{8}T\\d{6}Z");
    assertThat(config.reportDir()).isEqualTo(new File("/r/" + config.reportName()));
    assertThat(config.reportDir()).isEqualTo(config.reportDir());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " , ,", "jmx=true,"})
  void emptyPartsOfTheArgumentAreNothing(String argument) {
    assertThat(load(argument).warnings()).isEmpty();
  }

  @Test
  void commasAndBackslashesAreEscaped() {
    assertThat(load("reportDir=/a\\,b\\\\c\\d,jmx=false").get(Options.REPORT_DIR))
        .isEqualTo("/a,b\\c\\d");
    assertThat(ArgumentParser.parse("x=" + ArgumentParser.escape("a=1,b=\\,\\\\")))
        .containsExactly(Map.entry("x", "a=1,b=\\,\\\\"));
  }

  @Test
  void aNameAloneMeansTrue() {
    properties.put("closewatch.jmx", "false");

    assertThat(load("jmx").jmx()).isTrue();
  }

  @Test
  void theLastOfTwoEqualNamesWins() {
    assertThat(load("jmx=true,jmx=false").jmx()).isFalse();
  }

  @Test
  void sourcesThatNothingCanBeReadFromLeaveTheDefaults() {
    TextSource hidden =
        new TextSource() {
          @Override
          @Nullable String get(String name) {
            return null;
          }

          @Override
          Collection<String> names() {
            return List.of();
          }
        };

    Config config = new ConfigLoader(hidden, hidden).load(null);

    assertThat(config.warnings()).isEmpty();
    assertThat(config.reportDir().getPath()).startsWith("/tmp/closewatch-");
  }

  @Test
  void checkLooksAtTheArgumentOnlyAndReadsNoFile() {
    assertThat(Config.check("config=/nowhere/at.all,jmx=no"))
        .containsExactly(
            "option jmx (agent argument): \"no\" is no value, it must be true or false; the"
                + " default is kept: true");
  }

  @Test
  void levelsIncludeTheGraverOnes() {
    assertThat(LogLevel.WARN.prints(LogLevel.ERROR)).isTrue();
    assertThat(LogLevel.WARN.prints(LogLevel.INFO)).isFalse();
    assertThat(LogLevel.OFF.prints(LogLevel.ERROR)).isFalse();
  }

  private Config load(@Nullable String argument) {
    return new ConfigLoader(TextSource.of(properties), TextSource.of(environment)).load(argument);
  }
}
