package io.closewatch.config;

import java.util.Collections;
import java.util.List;

/** How the values of an option are read from text and printed. Immutable. */
public abstract class OptionType<T> {
  private final String label;

  OptionType(String label) {
    this.label = label;
  }

  /** What a value looks like, such as {@code duration}. */
  public final String label() {
    return label;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is no value; the message completes the sentence
   *     "the value ..."
   */
  abstract T parse(String text);

  /** What of a text that is a value is not used all the same, one clause each; mostly nothing. */
  List<String> remarks(String text) {
    return Collections.emptyList();
  }

  /** The value as {@link #parse} reads it. */
  abstract String format(T value);
}
