package io.closewatch.check;

import io.closewatch.check.JudgedFinding.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code check} prints: the verdict, new leaks in full, the rest in a line each. */
final class CheckText {
  private static final int SHOWN_IN_FULL = 50;
  private static final int SHOWN = 20;
  private static final int REPORTS_SHOWN = 3;
  private static final String INDENT = "   ";

  private final CheckResult result;
  private final TextLines lines = new TextLines();

  private CheckText(CheckResult result) {
    this.result = result;
  }

  static String render(CheckResult result) {
    CheckText text = new CheckText(result);
    text.render();
    return text.lines.toString();
  }

  private void render() {
    lines.prose("closewatch check: ", "  ", CheckVerdict.of(result));
    problems("Why there is no full answer", result.problems());
    fresh();
    listed("Known, in the baseline", Status.KNOWN);
    listed("Suppressed", Status.SUPPRESSED);
    listed("Muted over JMX, these do not fail the check", Status.MUTED);
    listed("No leaks for sure, these do not fail the check", Status.SUSPECT);
    problems("Accepted by --allow-unknown", result.accepted());
    if (!result.notes().isEmpty()) {
      lines.blank();
      some(result.notes(), "notes").forEach(note -> lines.prose("", "  ", note));
    }
    if (!result.skipped().isEmpty()) {
      lines.blank();
      List<String> names = new ArrayList<>(some(result.skipped(), "files"));
      names.replaceAll(TextLines::unbroken);
      lines.prose("", "  ", "skipped, no reports of closewatch: " + String.join(", ", names));
    }
  }

  private void problems(String title, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    lines.blank();
    lines.line("", title + ":");
    for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
      lines.prose("- ", TextLines.unbroken(problem.subject()) + " " + problem.text());
      lines.prose("  ", problem.advice());
    }
    more(problems.size(), SHOWN);
  }

  private void fresh() {
    List<JudgedFinding> fresh = result.of(Status.NEW);
    int number = 0;
    for (JudgedFinding judged : fresh.subList(0, Math.min(SHOWN_IN_FULL, fresh.size()))) {
      MergedFinding finding = judged.finding();
      lines.blank();
      lines.line("", ++number + ". NEW " + finding.kind() + ": " + finding.counted() + " at");
      lines.line(INDENT, finding.location());
      if (!judged.note().isEmpty()) {
        lines.prose(INDENT, "Baseline: " + judged.note() + ".");
      }
      lines.prose(INDENT, finding.summary());
      if (!finding.tests().isEmpty()) {
        lines.prose(INDENT, finding.tests());
      }
      lines.prose(INDENT + "Fix: ", finding.fix());
      lines.prose(INDENT + "Fingerprint " + finding.fingerprint() + " in ", INDENT, in(finding));
    }
    more(fresh.size(), SHOWN_IN_FULL);
  }

  private void listed(String title, Status status) {
    List<JudgedFinding> chosen = result.of(status);
    if (chosen.isEmpty()) {
      return;
    }
    lines.blank();
    lines.line("", title + ":");
    for (JudgedFinding judged : chosen.subList(0, Math.min(SHOWN, chosen.size()))) {
      MergedFinding finding = judged.finding();
      String head = "- " + finding.kind() + confidence(judged) + ": " + finding.counted();
      String note = judged.suppression() != null ? "by " + judged.suppression() : judged.note();
      lines.prose("", "  ", head + (note.isEmpty() ? "" : ", " + note) + " at");
      lines.line("  ", finding.location());
    }
    more(chosen.size(), SHOWN);
  }

  private static String confidence(JudgedFinding judged) {
    String confidence = judged.finding().shown().confidence();
    return judged.status() != Status.SUSPECT || confidence.isEmpty()
        ? ""
        : " (" + confidence.toLowerCase(Locale.ROOT) + ")";
  }

  private static String in(MergedFinding finding) {
    List<String> reports = new ArrayList<>(finding.reports());
    reports.replaceAll(TextLines::unbroken);
    int shown = Math.min(REPORTS_SHOWN, reports.size());
    String names = String.join(", ", reports.subList(0, shown));
    int rest = reports.size() - shown;
    return rest == 0 ? names : names + " and " + rest + " more";
  }

  private void more(int all, int shown) {
    if (all > shown) {
      lines.line("", "... and " + (all - shown) + " more");
    }
  }

  private static List<String> some(List<String> all, String noun) {
    if (all.size() <= SHOWN) {
      return all;
    }
    List<String> some = new ArrayList<>(all.subList(0, SHOWN));
    some.add("and " + (all.size() - SHOWN) + " more " + noun);
    return some;
  }
}
