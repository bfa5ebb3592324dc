package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Wording;
import java.util.List;
import java.util.Locale;

/** Findings that the operator has muted: a line each, so that they are not forgotten. */
final class MutedText {
  static final String TITLE = "Muted over JMX, in no verdict and no notification";

  static void render(List<Finding> muted, int most, Lines lines) {
    if (muted.isEmpty()) {
      return;
    }
    lines.line(TITLE + " (" + Wording.count(muted.size(), "finding") + ")");
    int shown = Math.min(most, muted.size());
    for (Finding finding : muted.subList(0, shown)) {
      FindingText.head("  ", finding, false, lines);
    }
    if (muted.size() > shown) {
      lines.line("  and " + (muted.size() - shown) + " more");
    }
    lines.blank();
  }

  /** Kind, how sure, how many and where. */
  static LocatedText head(Finding finding) {
    LocatedText where = FindingText.howManyAndWhere(finding, false);
    String confidence = finding.confidence().name().toLowerCase(Locale.ROOT);
    return new LocatedText(
        finding.kind() + " (" + confidence + ")" + where.text(), where.location());
  }

  private MutedText() {}
}
