package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many sockets or connections come from one test. Immutable. */
public final class TestCount {
  private static final Comparator<TestCount> MOST_FIRST =
      Comparator.comparingLong(TestCount::count)
          .reversed()
          .thenComparing(TestCount::ambiguous)
          .thenComparing(TestCount::name);

  private final TestOrigin test;
  private final long count;

  public TestCount(TestOrigin test, long count) {
    this.test = test;
    this.count = count;
  }

  /** Counts what occurs, most first; null, which stands for no test, is left out. */
  public static List<TestCount> of(Collection<@Nullable TestOrigin> tests) {
    Map<TestOrigin, Long> counts = new HashMap<>();
    for (TestOrigin test : tests) {
      if (test != null) {
        counts.merge(test, 1L, Long::sum);
      }
    }
    return of(counts);
  }

  /** Each test once, most first. */
  public static List<TestCount> of(Map<TestOrigin, Long> counts) {
    List<TestCount> sorted = new ArrayList<>(counts.size());
    counts.forEach((test, count) -> sorted.add(new TestCount(test, count)));
    sorted.sort(MOST_FIRST);
    return Collections.unmodifiableList(sorted);
  }

  public TestOrigin test() {
    return test;
  }

  /** As {@link TestOrigin#name}. */
  public String name() {
    return test.name();
  }

  public long count() {
    return count;
  }

  /** As {@link TestOrigin#ambiguous}. */
  public boolean ambiguous() {
    return test.ambiguous();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TestCount
        && count == ((TestCount) other).count
        && test.equals(((TestCount) other).test);
  }

  @Override
  public int hashCode() {
    return 31 * test.hashCode() + Long.hashCode(count);
  }

  @Override
  public String toString() {
    return test + " x" + count;
  }
}
