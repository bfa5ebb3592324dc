package io.closewatch.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the reports of all forks: one leak is one, in however many of them it is. */
final class Merge {
  private static final Comparator<MergedFinding> HEAVIEST_FIRST =
      Comparator.comparingLong(MergedFinding::count)
          .reversed()
          .thenComparing(MergedFinding::method)
          .thenComparing(MergedFinding::kind)
          .thenComparing(MergedFinding::fingerprint);

  private final Map<String, MergedFinding> findings = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private int reports;

  /** Adds a file that was named on the command line: it must be a report. */
  void add(ReportFile file) {
    problems.addAll(file.problems());
    if (file.isReport()) {
      reports++;
      for (ReportedFinding finding : file.findings()) {
        findings
            .computeIfAbsent(
                finding.fingerprint() + ' ' + finding.kind(), key -> new MergedFinding(finding))
            .add(finding, file.name());
      }
    }
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  /** A file beside reports that is none. */
  void skip(String name) {
    skipped.add(name);
  }

  List<MergedFinding> findings() {
    List<MergedFinding> sorted = new ArrayList<>(findings.values());
    sorted.sort(HEAVIEST_FIRST);
    return sorted;
  }

  List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  List<String> skipped() {
    return Collections.unmodifiableList(skipped);
  }

  /** How many reports could be read. */
  int reports() {
    return reports;
  }
}
