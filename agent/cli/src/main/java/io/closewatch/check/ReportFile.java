package io.closewatch.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one file gave. Immutable. */
final class ReportFile {
  private final String name;
  private final @Nullable String jvm;
  private final String takenAt;
  private final List<ReportedFinding> findings;
  private final List<Problem> problems;
  private final boolean report;
  private final boolean ours;

  private ReportFile(
      String name,
      @Nullable String jvm,
      String takenAt,
      List<ReportedFinding> findings,
      List<Problem> problems,
      boolean report,
      boolean ours) {
    this.name = name;
    this.jvm = jvm;
    this.takenAt = takenAt;
    this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
    this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    this.report = report;
    this.ours = ours;
  }

  /**
   * A report that was read to its end.
   *
   * @param jvm the same for all reports of one JVM, or null
   * @param takenAt the time, so that texts sort by it
   */
  static ReportFile read(
      String name,
      @Nullable String jvm,
      String takenAt,
      List<ReportedFinding> findings,
      List<Problem> problems) {
    return new ReportFile(name, jvm, takenAt, findings, problems, true, true);
  }

  /** A file that gives nothing, but should. */
  static ReportFile unusable(String name, Problem problem) {
    return new ReportFile(
        name, null, "", Collections.emptyList(), Collections.singletonList(problem), false, true);
  }

  /** A file that is no report, and shows no sign of having been meant as one. */
  static ReportFile foreign(String name, Problem problem) {
    return new ReportFile(
        name, null, "", Collections.emptyList(), Collections.singletonList(problem), false, false);
  }

  String name() {
    return name;
  }

  /** The same for all reports of one JVM, or null if that is not known. */
  @Nullable String jvm() {
    return jvm;
  }

  /** Whether it is the later one of two of the same JVM. */
  boolean isAfter(ReportFile other) {
    return takenAt.compareTo(other.takenAt) > 0;
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
