package io.closewatch.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child JVM answers: one line of {@code name=value} pairs behind a prefix, because agents
 * print lines of their own.
 */
final class Reply {
  private static final String PREFIX = "closewatch-benchmark";
  private static final String SKIPPED = "skipped";

  private final Map<String, String> values;

  private Reply(Map<String, String> values) {
    this.values = values;
  }

  static Reply of(String name, double value) {
    return new Reply(new LinkedHashMap<>()).and(name, value);
  }

  static Reply skipped(String reason) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(SKIPPED, reason);
    return new Reply(values);
  }

  /** Null if the line is not a reply. */
  static @Nullable Reply parse(String line) {
    String[] parts = line.split("\t", -1);
    if (!parts[0].equals(PREFIX)) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    return new Reply(values);
  }

  Reply and(String name, double value) {
    values.put(name, Double.toString(value));
    return this;
  }

  double value(String name) {
    String text = values.get(name);
    if (text == null) {
      throw new IllegalStateException("no " + name + " in: " + this);
    }
    return Double.parseDouble(text);
  }

  @Nullable String skipReason() {
    return values.get(SKIPPED);
  }

  /** The line that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(PREFIX);
    values.forEach((name, value) -> line.append('\t').append(name).append('=').append(value));
    return line.toString();
  }
}
