package io.closewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Course.Trend;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountHistoryTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;

  @Test
  void isNewInTheFirstScan() {
    CountHistory history = history(0);
    history.add(0, 12);

    assertThat(history.course()).hasToString("first seen in this scan");
    assertThat(history.course().trend()).isEqualTo(Trend.NEW);
  }

  @Test
  void saysHowMuchALeakGrewInTheLastMinute() {
    assertThat(course(200 * SECOND, 10 * SECOND, t -> 1 + 2 * t / (10 * SECOND)))
        .hasToString("first seen 3m 20s ago, growing (+12 in the last minute)");
  }

  @Test
  void growsSinceItWasFirstSeenIfThatIsLessThanAMinute() {
    assertThat(course(20 * SECOND, 5 * SECOND, t -> 1 + t / SECOND))
        .hasToString("first seen 20s ago, growing (+20 since then)");
  }

  @Test
  void aPoolThatFilledAtOnceIsStable() {
    assertThat(course(6 * MINUTE, 10 * SECOND, t -> Math.min(12, 1 + t / (5 * SECOND))))
        .hasToString("first seen 6m ago, stable at 12 for 5m");
  }

  @Test
  void whatNeverChangedIsStableFromTheStart() {
    assertThat(course(5 * MINUTE, 10 * SECOND, t -> 12))
        .hasToString("first seen 5m ago, stable at 12 for 5m");
  }

  @Test
  void aSlowLeakGrowsAlsoWhileNothingIsAdded() {
    assertThat(course(44 * MINUTE, 10 * SECOND, t -> 1 + t / (5 * MINUTE)))
        .hasToString("first seen 44m ago, growing (+2 in the last 10 minutes)");
    assertThat(course(500 * MINUTE, 10 * SECOND, t -> 1 + t / (29 * MINUTE)))
        .hasToString("first seen 8h 20m ago, growing (+2 in the last hour)");
  }

  @Test
  void growsAlsoIfNowAndThenOneIsClosed() {
    assertThat(course(10 * MINUTE, SECOND, t -> t / SECOND - t / SECOND % 10 % 3).trend())
        .isEqualTo(Trend.GROWING);
  }

  @Test
  void aBusyPoolThatStaysWithinItsBoundsVaries() {
    assertThat(course(30 * MINUTE, 10 * SECOND, t -> 8 + t / (10 * SECOND) * 7 % 5))
        .hasToString("first seen 30m ago, between 8 and 12 in the last minute");
  }

  @Test
  void shrinksIfItOnlyFalls() {
    assertThat(course(2 * MINUTE, 10 * SECOND, t -> 20 - t / (10 * SECOND)))
        .hasToString("first seen 2m ago, shrinking (-6 in the last minute)");
  }

  @Test
  void isStableAgainSomeTimeAfterTheGrowth() {
    LongUnaryOperator bursts = t -> 3 + Math.min(t, 10 * MINUTE) / (10 * SECOND);

    assertThat(course(10 * MINUTE + 50 * SECOND, 10 * SECOND, bursts).trend())
        .isEqualTo(Trend.GROWING);
    assertThat(course(11 * MINUTE, 10 * SECOND, bursts))
        .hasToString("first seen 11m ago, stable at 63 for 1m");
  }

  @ParameterizedTest
  @ValueSource(longs = {-5_000_000_000L, 0, Long.MAX_VALUE / 2})
  void staysExactForTheLastMinuteHoweverLongAndOftenItIsAsked(long origin) {
    CountHistory history = history(origin);
    for (long t = 0; t <= 24 * 60 * MINUTE; t += SECOND) {
      history.add(origin + t, t / SECOND);
    }

    Course course = history.course();

    assertThat(course.trend()).isEqualTo(Trend.GROWING);
    assertThat(course.toString())
        .matches("first seen 1d ago, growing \\(\\+(5[5-9]|6[0-9]) in the last minute\\)");
  }

  @Test
  void aTimeBeforeTheLastOneCountsAsNow() {
    CountHistory history = history(100_000);
    history.add(100_000, 1);
    history.add(40_000, 2);

    assertThat(history.ageAt(40_000)).isZero();
    assertThat(history.course().ageMillis()).isZero();
  }

  private static CountHistory history(long start) {
    return new CountHistory(1_790_000_000_000L, start);
  }

  /** The course of a count that was asked at every step. */
  private static Course course(long lastMillis, long stepMillis, LongUnaryOperator count) {
    CountHistory history = history(0);
    for (long t = 0; t <= lastMillis; t += stepMillis) {
      history.add(t, count.applyAsLong(t));
    }
    return history.course();
  }
}
