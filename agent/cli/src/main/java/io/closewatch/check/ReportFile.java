package io.closewatch.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one file gave. Immutable. */
final class ReportFile {
  private final String name;
  private final List<ReportedFinding> findings;
  private final List<Problem> problems;
  private final boolean report;
  private final boolean ours;

  private ReportFile(
      String name,
      List<ReportedFinding> findings,
      List<Problem> problems,
      boolean report,
      boolean ours) {
    this.name = name;
    this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
    this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    this.report = report;
    this.ours = ours;
  }

  /** A report that was read to its end. */
  static ReportFile read(String name, List<ReportedFinding> findings, List<Problem> problems) {
    return new ReportFile(name, findings, problems, true, true);
  }

  /** A file that gives nothing, but should. */
  static ReportFile unusable(String name, Problem problem) {
    return new ReportFile(
        name, Collections.emptyList(), Collections.singletonList(problem), false, true);
  }

  /** A file that is no report, and shows no sign of having been meant as one. */
  static ReportFile foreign(String name, Problem problem) {
    return new ReportFile(
        name, Collections.emptyList(), Collections.singletonList(problem), false, false);
  }

  String name() {
    return name;
  }

  List<ReportedFinding> findings() {
    return findings;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Whether it could be read; it may have problems even so. */
  boolean isReport() {
    return report;
  }

  /** False for a file of somebody else that lies beside reports. */
  boolean isOurs() {
    return ours;
  }
}
