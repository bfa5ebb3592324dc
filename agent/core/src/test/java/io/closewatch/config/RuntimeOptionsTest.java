package io.closewatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeOptionsTest {
  private final RuntimeOptions options =
      new RuntimeOptions(Config.load("closeWaitGrace=45s,reportDir=/nowhere"));

  @Test
  void aChangeHoldsAndIsShownBesideTheStart() {
    assertThat(options.set("closeWaitGrace", " 5s ")).isEqualTo("closeWaitGrace = 5s, was 45s");

    assertThat(options.get(Options.CLOSE_WAIT_GRACE)).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.get(Options.DEAD_GRACE)).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.describe())
        .contains(
            "closeWaitGrace = 5s (JMX; at the start closeWaitGrace = 45s (agent argument))",
            "deadGrace = 30s (default)")
        .hasSameSizeAs(Options.all());
  }

  @Test
  void theWordDefaultTakesAChangeBack() {
    options.set("closeWaitGrace", "5s");

    assertThat(options.set("closeWaitGrace", "default")).isEqualTo("closeWaitGrace = 45s, was 5s");
    assertThat(options.describe()).contains("closeWaitGrace = 45s (agent argument)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scanInterval",
        "closeWaitGrace",
        "leaseGrace",
        "closingGrace",
        "deadGrace",
        "stuckGrace"
      })
  void allThatScansReadCanBeChanged(String name) {
    assertThat(options.set(name, "7s")).startsWith(name + " = 7s, was ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5      | closeWaitGrace=5 must be a duration such as 500ms, 10s, 2m or 1h; it stays 45s",
        "-1s    | closeWaitGrace=-1s must be a duration such as 500ms, 10s, 2m or 1h; it stays 45s",
        "9999h  | closeWaitGrace=9999h must be at most 8760h; it stays 45s",
        "String | give a duration such as 500ms, 10s or 2m for closeWaitGrace, or the word default"
            + " for what the agent was started with (45s); it stays 45s",
        "''     | give a duration such as 500ms, 10s or 2m for closeWaitGrace, or the word default"
            + " for what the agent was started with (45s); it stays 45s",
      })
  void aBadValueChangesNothing(String value, String message) {
    assertThatThrownBy(() -> options.set("closeWaitGrace", value))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(options.get(Options.CLOSE_WAIT_GRACE)).isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void aScanIntervalThatWouldKeepTheProcessorBusyIsRefused() {
    assertThatThrownBy(() -> options.set("scanInterval", "0s"))
        .hasMessage("scanInterval=0s must be at least 100ms; it stays 10s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "String        | give the name of an option. These",
        "''            | give the name of an option. These",
        "closeWaitGace | no option closeWaitGace (closeWaitGrace is meant?). These",
        "reportDir     | reportDir is read at the start only: restart the JVM with another value. These",
      })
  void anOptionThatCannotBeChangedIsRefusedWithThoseThatCan(String name, String start) {
    assertThatThrownBy(() -> options.set(name, "5s"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            start
                + " can be changed while the agent runs: scanInterval, closeWaitGrace, leaseGrace,"
                + " closingGrace, deadGrace, stuckGrace; nothing was changed");
  }

  @Test
  void nullIsNothingGiven() {
    assertThatThrownBy(() -> options.set(null, null)).hasMessageStartingWith("give the name");
    assertThatThrownBy(() -> options.set("deadGrace", null)).hasMessageStartingWith("give a dur");
  }
}
