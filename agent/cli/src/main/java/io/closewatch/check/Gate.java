package io.closewatch.check;

import io.closewatch.check.BaselineUpdate.KnownCount;
import io.closewatch.check.JudgedFinding.Status;
import io.closewatch.check.Suppressions.Suppression;
import io.closewatch.diagnosis.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what all reports found against suppressions and baseline. A baseline counts by fingerprint
 * alone: whether a forgotten socket is met in CLOSE_WAIT or by the collector differs by the run.
 */
final class Gate {
  private final Merge merge;
  private final List<MergedFinding> findings;
  private final Suppressions suppressions;
  private final LocalDate today;
  private final Map<MergedFinding, Suppression> hidden = new LinkedHashMap<>();
  private final Map<String, KnownCount> totals = new LinkedHashMap<>();
  private final Set<String> hiddenFingerprints = new LinkedHashSet<>();
  private final Set<String> suspected = new LinkedHashSet<>();
  private final Set<String> muted = new LinkedHashSet<>();

  Gate(Merge merge, Suppressions suppressions, LocalDate today) {
    this.merge = merge;
    this.findings = merge.findings();
    this.suppressions = suppressions;
    this.today = today;
    for (MergedFinding finding : findings) {
      if (isMuted(finding)) {
        muted.add(finding.fingerprint());
        continue;
      }
      Suppression suppression = finding.leak() ? suppressions.of(finding) : null;
      if (suppression != null) {
        hidden.put(finding, suppression);
        hiddenFingerprints.add(finding.fingerprint());
      } else if (finding.leak()) {
        totals.merge(
            finding.fingerprint(),
            new KnownCount(finding.count(), finding.method()),
            (known, more) -> known.plus(more.count()));
      } else {
        suspected.add(finding.fingerprint());
      }
    }
  }

  /** Of no verdict, as in the report itself: the operator is told, the build does not fail. */
  private static boolean isMuted(MergedFinding finding) {
    return finding.leak() && finding.muted();
  }

  /** The baseline as the leaks would have it. */
  BaselineUpdate update(Baseline baseline, boolean mayRaise, boolean mayRemove) {
    Set<String> kept = new LinkedHashSet<>(hiddenFingerprints);
    kept.addAll(suspected);
    kept.addAll(muted);
    return BaselineUpdate.of(baseline, totals, kept, mayRaise, mayRemove);
  }

  /** Problems that are none once the user accepts what is unknown. */
  List<Problem> problems(boolean allowUnknown) {
    List<Problem> left = new ArrayList<>(merge.problems());
    left.removeIf(problem -> allowUnknown && problem.isUnknown());
    return left;
  }

  /**
   * Judges all findings.
   *
   * @param changes what an update has done to the baseline, one sentence each
   */
  CheckResult judge(Baseline baseline, long maxLeaks, boolean allowUnknown, List<String> changes) {
    List<JudgedFinding> leaks = new ArrayList<>();
    List<JudgedFinding> mutes = new ArrayList<>();
    List<JudgedFinding> suspects = new ArrayList<>();
    for (MergedFinding finding : findings) {
      Suppression suppression = hidden.get(finding);
      KnownCount total = totals.get(finding.fingerprint());
      if (isMuted(finding)) {
        mutes.add(JudgedFinding.muted(finding));
      } else if (suppression != null) {
        leaks.add(JudgedFinding.suppressed(finding, suppression));
      } else if (!finding.leak() || total == null) {
        suspects.add(JudgedFinding.suspect(finding));
      } else {
        leaks.add(
            JudgedFinding.leak(
                finding, baseline.entry(finding.fingerprint()), total.count(), today));
      }
    }
    leaks.addAll(mutes);
    leaks.addAll(suspects);
    List<Problem> problems = problems(allowUnknown);
    List<Problem> accepted = new ArrayList<>(merge.problems());
    accepted.removeAll(problems);
    List<String> notes = new ArrayList<>();
    changes.forEach(change -> notes.add("baseline: " + change));
    notes.addAll(notes(baseline, leaks, problems));
    return new CheckResult(merge, leaks, problems, accepted, maxLeaks, notes);
  }

  private List<String> notes(
      Baseline baseline, List<JudgedFinding> judged, List<Problem> problems) {
    List<String> notes = new ArrayList<>();
    for (String name : merge.replaced()) {
      notes.add(TextLines.unbroken(name) + " is left out: another report of its JVM counts");
    }
    for (BaselineEntry entry : baseline.entries()) {
      String name = "baseline: " + entry.fingerprint() + " (" + entry.comment() + ") ";
      if (totals.containsKey(entry.fingerprint())) {
        if (entry.isExpired(today)) {
          notes.add(name + "is over: not known any more");
        }
      } else if (hiddenFingerprints.contains(entry.fingerprint())) {
        notes.add(name + "is suppressed as well");
      } else if (muted.contains(entry.fingerprint())) {
        notes.add(name + "is muted over JMX as well");
      } else if (suspected.contains(entry.fingerprint())) {
        notes.add(name + "occurs as a suspect only");
      } else if (problems.isEmpty()) {
        notes.add(name + "no longer occurs: delete its line, or --update-baseline --prune");
      }
    }
    for (Suppression suppression : suppressions.all()) {
      long used =
          judged.stream()
              .filter(f -> f.status() == Status.SUPPRESSED && suppression.equals(f.suppression()))
              .count();
      notes.add(
          "suppression "
              + suppression
              + (used == 0 ? " was not needed" : " hides " + Wording.count(used, "leak")));
    }
    return notes;
  }
}
