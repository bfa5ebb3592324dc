package io.closewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "-5, 0ms",
    "0, 0ms",
    "999, 999ms",
    "1000, 1s",
    "59999, 59s",
    "60000, 1m",
    "200000, 3m 20s",
    "3600000, 1h",
    "7500000, 2h 5m",
    "86400000, 1d",
    "273600000, 3d 4h"
  })
  void spellsDurationsWithTheirTwoLargestUnits(long millis, String text) {
    assertThat(Wording.duration(millis)).isEqualTo(text);
  }

  @Test
  void countsWithThePluralOfTheNoun() {
    assertThat(Wording.count(0, "socket")).isEqualTo("0 sockets");
    assertThat(Wording.count(1, "socket")).isEqualTo("1 socket");
    assertThat(Wording.count(2, "socket")).isEqualTo("2 sockets");
  }

  @Test
  void talliesTheMostFrequentFirstAndCountsTheRest() {
    assertThat(Wording.tally(List.of("c", "b", "a", "b"), 5)).isEqualTo("b x2, a x1, c x1");
    assertThat(Wording.tally(List.of("c", "b", "a", "b"), 2)).isEqualTo("b x2, a x1 and 1 more");
    assertThat(Wording.tally(List.of("b", "b"), 2)).isEqualTo("b x2");
  }

  @Test
  void leavesTheNumbersAwayIfNothingOccursTwice() {
    assertThat(Wording.tally(List.of("b", "a"), 5)).isEqualTo("a, b");
    assertThat(Wording.tally(List.of("b"), 5)).isEqualTo("b");
  }
}
