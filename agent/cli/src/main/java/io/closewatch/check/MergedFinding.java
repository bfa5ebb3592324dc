package io.closewatch.check;

import io.closewatch.diagnosis.Wording;
import io.closewatch.report.TestsText;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.TestCount;
import io.closewatch.tracker.TestOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The findings of one kind and fingerprint in all reports, those that are muted apart. Where one
 * report is sure of a leak and another one is not, the leak counts. Not thread-safe.
 */
final class MergedFinding {
  private static final int MAX_TESTS = 1_000;

  private ReportedFinding shown;
  private long leaked;
  private long suspected;
  private final List<String> reports = new ArrayList<>();
  private final Map<TestOrigin, Long> leakingTests = new HashMap<>();
  private final Map<TestOrigin, Long> suspectedTests = new HashMap<>();

  MergedFinding(ReportedFinding first) {
    this.shown = first;
  }

  void add(ReportedFinding finding, String report) {
    if (finding.leak()) {
      leaked = sum(leaked, finding.count());
    } else {
      suspected = sum(suspected, finding.count());
    }
    addTests(finding.tests(), finding.leak() ? leakingTests : suspectedTests);
    // The texts of the largest one: its stacks stand for most sockets.
    boolean better =
        finding.leak() != shown.leak() ? finding.leak() : finding.count() > shown.count();
    if (better) {
      shown = finding;
    }
    if (!reports.contains(report)) {
      reports.add(report);
    }
  }

  private static void addTests(List<TestCount> tests, Map<TestOrigin, Long> sums) {
    for (TestCount test : tests) {
      if (sums.size() < MAX_TESTS || sums.containsKey(test.test())) {
        sums.merge(test.test(), test.count(), MergedFinding::sum);
      }
    }
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  boolean leak() {
    return shown.leak();
  }

  /** Whether operators of their JVMs did not want to hear of them. */
  boolean muted() {
    return shown.muted();
  }

  String kind() {
    return shown.kind();
  }

  String fingerprint() {
    return shown.fingerprint();
  }

  /** How many in all reports; of a leak those that are surely leaked. */
  long count() {
    return leak() ? leaked : suspected;
  }

  /** {@code 5 sockets}. */
  String counted() {
    return Wording.count(count(), shown.unit());
  }

  /** The finding whose texts and stacks stand for all. */
  ReportedFinding shown() {
    return shown;
  }

  @Nullable Frame line() {
    return shown.line();
  }

  /** {@code com.acme.Pay.call(Pay.java:42)}, or that it is not known. */
  String location() {
    Frame line = shown.line();
    return line == null ? "(no line known)" : line.location();
  }

  /** {@code com.acme.Pay.call}: survives new builds. */
  String method() {
    Frame line = shown.line();
    return line == null ? "(no line known)" : line.className() + "." + line.methodName();
  }

  /** The sentence of the report; its numbers are those of one report. */
  String summary() {
    boolean all = reports.size() == 1 || count() == shown.count();
    return all ? shown.summary() : "In one report: " + shown.summary();
  }

  /**
   * The tests that {@link #count} comes from, in all reports: {@code Opened in test A x3; opened in
   * test B.}; "" if none is known.
   */
  String tests() {
    List<TestCount> tests = TestCount.of(leak() ? leakingTests : suspectedTests);
    String clauses = String.join("; ", TestsText.clauses(kind(), tests));
    return clauses.isEmpty()
        ? ""
        : Character.toUpperCase(clauses.charAt(0)) + clauses.substring(1) + ".";
  }

  /** Both sentences, or the first alone. */
  String summaryAndTests() {
    String tests = tests();
    return tests.isEmpty() ? summary() : summary() + " " + tests;
  }

  /** What to change: the first sentence of the remedy. */
  String fix() {
    String text = shown.remedy();
    for (int i = 0; i + 2 < text.length(); i++) {
      if (text.charAt(i) == '.'
          && text.charAt(i + 1) == ' '
          && Character.isUpperCase(text.charAt(i + 2))) {
        return text.substring(0, i + 1);
      }
    }
    return text;
  }

  /** The names of the reports that have it, in the order in which they were read. */
  List<String> reports() {
    return Collections.unmodifiableList(reports);
  }
}
