package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import java.util.List;

/** All findings, worst first: in full as long as the page stays small, then a line each. */
final class HtmlFindings {
  /** Of the markup of those in full. */
  private static final int MAX_LENGTH = 900_000;

  private static final int MAX_HEADS = 200;

  /** So many are not folded. */
  private static final int UNFOLDED = 3;

  static void render(Report report, HtmlWriter out) {
    List<Finding> findings = report.findings();
    out.section("findings", "Findings");
    if (findings.isEmpty()) {
      out.line("<p>None.</p>");
    }
    int end = out.length() + MAX_LENGTH;
    int next = 0;
    while (next < findings.size()) {
      HtmlWriter card = new HtmlWriter(8192);
      HtmlFinding.render(next + 1, findings.get(next), report, next < UNFOLDED, card);
      if (out.length() + card.length() > end) {
        break;
      }
      out.append(card);
      next++;
    }
    if (next < findings.size()) {
      heads(findings, next, out);
    }
    out.endSection();
  }

  private static void heads(List<Finding> findings, int first, HtmlWriter out) {
    out.line("<p>Further findings, a line each; the MBean Report has all in full.</p>");
    int last = Math.min(findings.size(), first + MAX_HEADS);
    for (int i = first; i < last; i++) {
      out.raw("<article class=\"finding short\">");
      HtmlFinding.head(i + 1, findings.get(i), out);
      out.line("</article>");
    }
    if (last < findings.size()) {
      List<Finding> rest = findings.subList(last, findings.size());
      out.raw("<p>and ").text(FindingsText.rest(rest)).line("</p>");
    }
  }

  private HtmlFindings() {}
}
