package io.closewatch.check;

import io.closewatch.check.JudgedFinding.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the gate found, for all formats. Immutable. */
final class CheckResult {
  static final int CLEAN = 0;
  static final int LEAKS = 1;
  static final int USAGE = 2;
  static final int NO_DATA = 3;

  private final int reports;
  private final List<JudgedFinding> findings;
  private final List<Problem> problems;
  private final List<Problem> accepted;
  private final List<String> skipped;
  private final long maxLeaks;
  private final List<String> notes;

  /**
   * Puts together what the formats tell.
   *
   * @param problems why there is no full answer
   * @param accepted the same where {@code --allow-unknown} accepts it
   * @param notes on baseline and suppressions, one sentence each
   */
  CheckResult(
      Merge merge,
      List<JudgedFinding> findings,
      List<Problem> problems,
      List<Problem> accepted,
      long maxLeaks,
      List<String> notes) {
    this.reports = merge.reports();
    this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
    this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    this.accepted = Collections.unmodifiableList(new ArrayList<>(accepted));
    this.skipped = merge.skipped();
    this.maxLeaks = maxLeaks;
    this.notes = Collections.unmodifiableList(new ArrayList<>(notes));
  }

  /**
   * A leak that is known to be new fails the gate, whatever else could not be read; but what could
   * not be read is never clean.
   */
  int exitCode() {
    if (of(Status.NEW).size() > maxLeaks) {
      return LEAKS;
    }
    return problems.isEmpty() ? CLEAN : NO_DATA;
  }

  /** How many reports could be read. */
  int reports() {
    return reports;
  }

  /** Leaks first, heaviest first. */
  List<JudgedFinding> findings() {
    return findings;
  }

  List<JudgedFinding> of(Status status) {
    List<JudgedFinding> chosen = new ArrayList<>();
    for (JudgedFinding finding : findings) {
      if (finding.status() == status) {
        chosen.add(finding);
      }
    }
    return chosen;
  }

  List<Problem> problems() {
    return problems;
  }

  List<Problem> accepted() {
    return accepted;
  }

  /** Files beside reports that are none. */
  List<String> skipped() {
    return skipped;
  }

  /** How many new leaks are let pass. */
  long maxLeaks() {
    return maxLeaks;
  }

  List<String> notes() {
    return notes;
  }
}
