package io.closewatch.report;

/** One line on a pool. Immutable. */
final class PoolFact {
  private final String label;
  private final String text;

  PoolFact(String label, String text) {
    this.label = label;
    this.text = text;
  }

  /** One word or two; "" if it goes on with what the fact before speaks of. */
  String label() {
    return label;
  }

  /** Blanks that must not end a line are no-break spaces. */
  String text() {
    return text;
  }
}
