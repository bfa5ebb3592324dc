package io.closewatch.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the reports of all forks: one leak is one, in however many of them it is. Of several
 * reports of one JVM the last counts, or its sockets would count twice.
 */
final class Merge {
  private static final Comparator<MergedFinding> HEAVIEST_FIRST =
      Comparator.comparingLong(MergedFinding::count)
          .reversed()
          .thenComparing(MergedFinding::method)
          .thenComparing(MergedFinding::kind)
          .thenComparing(MergedFinding::fingerprint);

  private final Map<String, ReportFile> files = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();

  /** Adds a file that must be a report. */
  void add(ReportFile file) {
    String key = file.jvm() == null ? "file " + file.name() : file.jvm();
    ReportFile other = files.get(key);
    if (other == null) {
      files.put(key, file);
    } else if (file.isAfter(other)) {
      files.put(key, file);
      replaced.add(other.name());
    } else {
      replaced.add(file.name());
    }
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  /** A file beside reports that is none. */
  void skip(String name) {
    skipped.add(name);
  }

  /** Heaviest first. */
  List<MergedFinding> findings() {
    Map<String, MergedFinding> findings = new LinkedHashMap<>();
    for (ReportFile file : files.values()) {
      for (ReportedFinding finding : file.findings()) {
        findings
            .computeIfAbsent(
                finding.fingerprint() + ' ' + finding.kind() + ' ' + finding.muted(),
                key -> new MergedFinding(finding))
            .add(finding, file.name());
      }
    }
    List<MergedFinding> sorted = new ArrayList<>(findings.values());
    sorted.sort(HEAVIEST_FIRST);
    return sorted;
  }

  List<Problem> problems() {
    List<Problem> all = new ArrayList<>();
    files.values().forEach(file -> all.addAll(file.problems()));
    all.addAll(problems);
    return all;
  }

  List<String> skipped() {
    return Collections.unmodifiableList(skipped);
  }

  /** Reports of a JVM that wrote a later one: what they found is in that, or is gone. */
  List<String> replaced() {
    return Collections.unmodifiableList(replaced);
  }

  /** How many reports could be read. */
  int reports() {
    return (int) files.values().stream().filter(ReportFile::isReport).count();
  }
}
