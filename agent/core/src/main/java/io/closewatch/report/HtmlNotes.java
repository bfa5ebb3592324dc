package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.RecoveredFinding;
import java.util.List;

/** What could not be seen, and what is over. */
final class HtmlNotes {
  private static final int SHOWN = 100;

  static void blindSpots(List<String> spots, HtmlWriter out) {
    out.section("blind-spots", "What could not be seen");
    if (spots.isEmpty()) {
      out.line("<p>Nothing that closewatch knows of.</p>");
    } else {
      out.line("<ul>");
      spots.stream().limit(SHOWN).forEach(spot -> out.element("li", spot).line(""));
      rest(spots.size(), out);
      out.line("</ul>");
    }
    out.endSection();
  }

  /** Nothing at all where nothing is muted. */
  static void muted(List<Finding> muted, HtmlWriter out) {
    if (muted.isEmpty()) {
      return;
    }
    out.section("muted", MutedText.TITLE);
    out.line("<ul>");
    muted.stream()
        .limit(SHOWN)
        .map(MutedText::head)
        .forEach(head -> out.raw("<li>").located(head).line("</li>"));
    rest(muted.size(), out);
    out.line("</ul>");
    out.endSection();
  }

  static void recovered(List<RecoveredFinding> recovered, HtmlWriter out) {
    out.section("recovered", "Recovered, latest first");
    if (recovered.isEmpty()) {
      out.line("<p>Nothing was found earlier that is gone now.</p>");
    } else {
      out.line("<ul>");
      recovered.stream()
          .limit(SHOWN)
          .forEach(finding -> out.element("li", TextReport.sentence(finding)).line(""));
      rest(recovered.size(), out);
      out.line("</ul>");
    }
    out.endSection();
  }

  private static void rest(int size, HtmlWriter out) {
    if (size > SHOWN) {
      out.element("li", "and " + (size - SHOWN) + " more").line("");
    }
  }

  private HtmlNotes() {}
}
