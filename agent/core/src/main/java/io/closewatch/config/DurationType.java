package io.closewatch.config;

import java.time.Duration;

/** Durations such as {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
final class DurationType extends OptionType<Duration> {
  private static final int MAX_DIGITS = 12;
  private static final Duration MAX = Duration.ofDays(365);

  private final Duration min;

  DurationType(Duration min) {
    super("duration");
    this.min = min;
  }

  @Override
  Duration parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    long unit = unitMillis(text.substring(digits).trim());
    if (digits == 0 || digits > MAX_DIGITS || unit == 0) {
      throw new IllegalArgumentException("must be a duration such as 500ms, 10s, 2m or 1h");
    }
    long number = Long.parseLong(text.substring(0, digits));
    if (number > MAX.toMillis() / unit) {
      throw new IllegalArgumentException("must be at most " + format(MAX));
    }
    Duration value = Duration.ofMillis(number * unit);
    if (value.compareTo(min) < 0) {
      throw new IllegalArgumentException("must be at least " + format(min));
    }
    return value;
  }

  @Override
  String format(Duration value) {
    long millis = value.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds != 0 && seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** Milliseconds of one unit, or 0 if there is no such unit. */
  private static long unitMillis(String unit) {
    switch (unit) {
      case "ms":
        return 1;
      case "s":
        return 1_000;
      case "m":
        return 60_000;
      case "h":
        return 3_600_000;
      default:
        return 0;
    }
  }
}
