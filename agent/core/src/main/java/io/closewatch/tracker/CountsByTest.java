package io.closewatch.tracker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts per test; what finds no room is not counted. Thread-safe. */
final class CountsByTest {
  private static final int MAX_TESTS = 500;

  private final Map<TestOrigin, Long> counts = new HashMap<>();

  synchronized void add(TestOrigin test) {
    if (counts.size() < MAX_TESTS || counts.containsKey(test)) {
      counts.merge(test, 1L, Long::sum);
    }
  }

  /** Most first. */
  synchronized List<TestCount> counts() {
    return TestCount.of(counts);
  }
}
