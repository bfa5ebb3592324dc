package io.closewatch.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The labels at the axes of a picture. */
final class Ticks {
  private static final int MOST = 5;
  private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
  private static final DateTimeFormatter MINUTES = format("HH:mm");
  private static final DateTimeFormatter DAYS = format("MM-dd HH:mm");

  /** The smallest of 1, 2, 5, 10, 20 and so on of which at most five steps reach the top. */
  static long step(double top) {
    long power = 1;
    while (true) {
      for (int digit : new int[] {1, 2, 5}) {
        if (digit * power * MOST >= top) {
          return digit * power;
        }
      }
      power *= 10;
    }
  }

  /** As exact as the span needs. */
  static String time(long millis, long spanMillis) {
    DateTimeFormatter format =
        spanMillis < TimeUnit.MINUTES.toMillis(10)
            ? SECONDS
            : spanMillis < TimeUnit.HOURS.toMillis(20) ? MINUTES : DAYS;
    return format.format(Instant.ofEpochMilli(millis));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private Ticks() {}
}
