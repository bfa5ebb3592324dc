package io.closewatch.check;

import io.closewatch.check.JudgedFinding.Status;
import java.util.List;

/**
 * What GitHub Actions shows beside the changed lines: orders to the runner on standard output. It
 * shows ten of a step; the summary has the rest.
 */
final class GitHubAnnotations {
  private static final int SHOWN = 10;
  private static final int IN_SUMMARY = 50;

  /** One order a line. */
  static String render(CheckResult result, SourceFiles sources) {
    StringBuilder text = new StringBuilder();
    List<JudgedFinding> fresh = result.of(Status.NEW);
    String level = result.exitCode() == CheckResult.LEAKS ? "error" : "warning";
    for (JudgedFinding judged : fresh.subList(0, Math.min(SHOWN, fresh.size()))) {
      leak(judged, level, sources, text);
    }
    int left = SHOWN - Math.min(SHOWN, fresh.size());
    List<Problem> problems = result.problems();
    for (Problem problem : problems.subList(0, Math.min(left, problems.size()))) {
      text.append("::error title=")
          .append(property("closewatch: no usable data"))
          .append("::")
          .append(message(problem.subject() + " " + problem.text() + ". " + problem.advice()))
          .append('\n');
    }
    int rest = fresh.size() + problems.size() - SHOWN;
    if (rest > 0) {
      text.append("::notice title=closewatch::")
          .append(message(CheckVerdict.of(result) + "; " + rest + " of them not shown here"))
          .append('\n');
    }
    return text.toString();
  }

  private static void leak(
      JudgedFinding judged, String level, SourceFiles sources, StringBuilder text) {
    MergedFinding finding = judged.finding();
    SourceLine line = sources.of(finding.line());
    text.append("::").append(level).append(' ');
    if (line != null) {
      text.append("file=").append(property(line.path()));
      text.append(",line=").append(line.line()).append(',');
    }
    text.append("title=")
        .append(property("Socket leak (" + finding.kind() + ")"))
        .append("::")
        .append(
            message(
                finding.counted()
                    + " at "
                    + finding.location()
                    + "\n"
                    + finding.summaryAndTests()
                    + "\nFix: "
                    + finding.fix()))
        .append('\n');
  }

  /** Markdown for the page of the run. */
  static String summary(CheckResult result) {
    StringBuilder text = new StringBuilder("### closewatch check: ");
    text.append(SafeText.markdown(CheckVerdict.of(result))).append("\n\n");
    for (Problem problem : result.problems()) {
      text.append("- ")
          .append(SafeText.markdown(problem.subject() + " " + problem.text()))
          .append(". ")
          .append(SafeText.markdown(problem.advice()))
          .append('\n');
    }
    List<JudgedFinding> fresh = result.of(Status.NEW);
    for (JudgedFinding judged : fresh.subList(0, Math.min(IN_SUMMARY, fresh.size()))) {
      MergedFinding finding = judged.finding();
      text.append("- **")
          .append(SafeText.markdown(finding.kind() + ": " + finding.counted()))
          .append("** at ")
          .append(SafeText.markdown(finding.location()));
      String tests = finding.tests();
      if (!tests.isEmpty()) {
        text.append("  \n  ").append(SafeText.markdown(tests));
      }
      text.append("  \n  Fix: ").append(SafeText.markdown(finding.fix())).append('\n');
    }
    if (fresh.size() > IN_SUMMARY) {
      text.append("- and ").append(fresh.size() - IN_SUMMARY).append(" more\n");
    }
    return text.append('\n').toString();
  }

  /** Other build servers look for {@code ##vso[} and the like anywhere in a line. */
  private static String message(String text) {
    return SafeText.of(text)
        .replace("##", "# #")
        .replace("%", "%25")
        .replace("\r", "%0D")
        .replace("\n", "%0A");
  }

  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }

  private GitHubAnnotations() {}
}
