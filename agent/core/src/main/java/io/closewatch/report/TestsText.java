package io.closewatch.report;

import io.closewatch.diagnosis.FindingKind;
import io.closewatch.tracker.TestCount;
import java.util.ArrayList;
import java.util.List;

/** The tests that a finding comes from, in words. */
public final class TestsText {
  private static final int SHOWN = 5;

  /**
   * A clause for each test, most first: {@code opened in test com.acme.PayTest.pays() x3}; of many
   * the first five, and how many more. Empty if no test is known.
   *
   * @param kind the name of the finding's kind
   */
  public static List<String> clauses(String kind, List<TestCount> tests) {
    String verb = isOfLeases(kind) ? "leased" : "opened";
    List<String> clauses = new ArrayList<>();
    for (TestCount test : tests.subList(0, Math.min(SHOWN, tests.size()))) {
      String where = test.ambiguous() ? " while several tests ran, one of: " : " in test ";
      clauses.add(verb + where + test.name() + times(test.count()));
    }
    if (tests.size() > SHOWN) {
      long rest = 0;
      for (TestCount test : tests.subList(SHOWN, tests.size())) {
        rest += test.count();
      }
      clauses.add(verb + " in " + (tests.size() - SHOWN) + " more tests" + times(rest));
    }
    return clauses;
  }

  private static String times(long count) {
    return count == 1 ? "" : " x" + count;
  }

  private static boolean isOfLeases(String kind) {
    return kind.equals(FindingKind.LEASE_NOT_RETURNED.name())
        || kind.equals(FindingKind.POOL_EXHAUSTED.name());
  }

  private TestsText() {}
}
