package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What ran between two events of the timeline, in the order of the starts. Immutable. */
final class RunningTests {
  static final RunningTests NONE = new RunningTests(new TestRun[0]);

  private static final int NAMED = 3;

  private final TestRun[] runs;

  /** Whoever opens something then on a thread that is no test's; made when it is asked for. */
  private volatile @Nullable Elsewhere elsewhere;

  private RunningTests(TestRun[] runs) {
    this.runs = runs;
  }

  RunningTests with(TestRun run) {
    TestRun[] more = new TestRun[runs.length + 1];
    System.arraycopy(runs, 0, more, 0, runs.length);
    more[runs.length] = run;
    return new RunningTests(more);
  }

  RunningTests without(TestRun run) {
    List<TestRun> fewer = new ArrayList<>();
    for (TestRun other : runs) {
      if (other != run) {
        fewer.add(other);
      }
    }
    return fewer.isEmpty() ? NONE : new RunningTests(fewer.toArray(new TestRun[0]));
  }

  /** All that are no containers. */
  List<TestRun> tests() {
    List<TestRun> tests = new ArrayList<>();
    for (TestRun run : runs) {
      if (!run.isContainer()) {
        tests.add(run);
      }
    }
    return tests;
  }

  /** The innermost that runs on this thread, or null. */
  @Nullable TestRun on(String threadName) {
    for (int i = runs.length - 1; i >= 0; i--) {
      if (runs[i].isOn(threadName)) {
        return runs[i];
      }
    }
    return null;
  }

  /** The only test that ran; without any, the only container; null if these are several. */
  @Nullable TestRun only() {
    return elsewhere().only;
  }

  /** In what it was opened by that thread; null if nothing ran. */
  @Nullable TestOrigin origin(String threadName) {
    TestRun own = on(threadName);
    return own == null ? elsewhere().origin : own.origin();
  }

  private Elsewhere elsewhere() {
    Elsewhere known = elsewhere;
    if (known == null) {
      known = new Elsewhere(candidates());
      elsewhere = known;
    }
    return known;
  }

  private List<TestRun> candidates() {
    List<TestRun> tests = tests();
    if (!tests.isEmpty()) {
      return tests;
    }
    List<TestRun> innermost = new ArrayList<>();
    for (TestRun run : runs) {
      boolean outer = false;
      for (TestRun other : runs) {
        outer |= run.isAround(other);
      }
      if (!outer) {
        innermost.add(run);
      }
    }
    return innermost;
  }

  private static final class Elsewhere {
    private final @Nullable TestRun only;
    private final @Nullable TestOrigin origin;

    Elsewhere(List<TestRun> candidates) {
      this.only = candidates.size() == 1 ? candidates.get(0) : null;
      this.origin = candidates.isEmpty() ? null : only == null ? oneOf(candidates) : only.origin();
    }

    private static TestOrigin oneOf(List<TestRun> candidates) {
      TreeSet<String> names = new TreeSet<>();
      candidates.forEach(run -> names.add(run.origin().name()));
      List<String> shown = new ArrayList<>(names);
      int more = shown.size() - NAMED;
      String first = String.join(", ", shown.subList(0, Math.min(NAMED, shown.size())));
      return new TestOrigin(more > 0 ? first + " and " + more + " more" : first, shown.size() > 1);
    }
  }
}
