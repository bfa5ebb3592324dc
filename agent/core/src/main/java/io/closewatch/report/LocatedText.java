package io.closewatch.report;

import org.jspecify.annotations.Nullable;

/** Some words and the line of code that they end in, if they do. Immutable. */
final class LocatedText {
  private final String text;
  private final @Nullable String location;

  LocatedText(String text, @Nullable String location) {
    this.text = text;
    this.location = location;
  }

  /** In front of a location it ends with a blank. */
  String text() {
    return text;
  }

  @Nullable String location() {
    return location;
  }
}
