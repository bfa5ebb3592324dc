package io.closewatch.check;

import io.closewatch.check.Suppressions.Suppression;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A finding of all reports, and what the gate makes of it. Immutable. */
final class JudgedFinding {
  /** What a finding means to the gate; only the first can fail it. */
  enum Status {
    NEW,
    KNOWN,
    SUPPRESSED,
    /** A leak that an operator of the JVM did not want to hear of. */
    MUTED,
    /** Not sure to be a leak. */
    SUSPECT
  }

  private final MergedFinding finding;
  private final Status status;
  private final @Nullable BaselineEntry entry;
  private final @Nullable Suppression suppression;
  private final String note;

  private JudgedFinding(
      MergedFinding finding,
      Status status,
      @Nullable BaselineEntry entry,
      @Nullable Suppression suppression,
      String note) {
    this.finding = finding;
    this.status = status;
    this.entry = entry;
    this.suppression = suppression;
    this.note = note;
  }

  static JudgedFinding suspect(MergedFinding finding) {
    return new JudgedFinding(
        finding, Status.SUSPECT, null, null, finding.muted() ? "muted over JMX" : "");
  }

  static JudgedFinding muted(MergedFinding finding) {
    return new JudgedFinding(finding, Status.MUTED, null, null, "");
  }

  static JudgedFinding suppressed(MergedFinding finding, Suppression suppression) {
    return new JudgedFinding(finding, Status.SUPPRESSED, null, suppression, "");
  }

  /**
   * A leak that nothing hides.
   *
   * @param total how many there are with its fingerprint, of whatever kinds
   */
  static JudgedFinding leak(
      MergedFinding finding, @Nullable BaselineEntry entry, long total, LocalDate today) {
    if (entry == null) {
      return new JudgedFinding(finding, Status.NEW, null, null, "");
    }
    if (entry.isExpired(today)) {
      return new JudgedFinding(
          finding, Status.NEW, entry, null, "known until " + entry.until() + ", which is over");
    }
    if (total > entry.max()) {
      return new JudgedFinding(
          finding,
          Status.NEW,
          entry,
          null,
          entry.max() + (entry.max() == 1 ? " is" : " are") + " known, now there are " + total);
    }
    return new JudgedFinding(finding, Status.KNOWN, entry, null, "at most " + entry.max());
  }

  MergedFinding finding() {
    return finding;
  }

  Status status() {
    return status;
  }

  /** The line of the baseline for its fingerprint, or null. */
  @Nullable BaselineEntry entry() {
    return entry;
  }

  @Nullable Suppression suppression() {
    return suppression;
  }

  /** How it stands to the baseline, or "". */
  String note() {
    return note;
  }

  /** Why it does not fail the gate: the comment of whoever accepted it; or "". */
  String justification() {
    if (suppression != null) {
      return "suppressed by " + suppression;
    }
    if (status == Status.MUTED) {
      return "muted over JMX in the JVM that wrote the report";
    }
    if (status != Status.KNOWN || entry == null) {
      return "";
    }
    return "in the baseline, max="
        + entry.max()
        + (entry.comment().isEmpty() ? "" : ": " + entry.comment());
  }
}
