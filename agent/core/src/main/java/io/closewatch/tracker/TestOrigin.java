package io.closewatch.tracker;

import org.jspecify.annotations.Nullable;

/** The test in which something was opened, or one of several that ran then. Immutable. */
public final class TestOrigin {
  private final String name;
  private final boolean ambiguous;

  /**
   * @param name of the test; of several {@code A, B, C and 2 more}
   * @param ambiguous whether these are several
   */
  public TestOrigin(String name, boolean ambiguous) {
    this.name = name;
    this.ambiguous = ambiguous;
  }

  public String name() {
    return name;
  }

  public boolean ambiguous() {
    return ambiguous;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TestOrigin
        && ambiguous == ((TestOrigin) other).ambiguous
        && name.equals(((TestOrigin) other).name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return (ambiguous ? "one of " : "") + name;
  }
}
