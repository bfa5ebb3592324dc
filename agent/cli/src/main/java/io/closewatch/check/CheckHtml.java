package io.closewatch.check;

import io.closewatch.check.JudgedFinding.Status;
import io.closewatch.diagnosis.Wording;
import io.closewatch.report.HtmlHead;
import io.closewatch.report.HtmlWriter;
import java.util.List;

/**
 * The answer as one page that needs nothing else: the verdict, then the leaks with their stacks. It
 * has no script, and reads well without its styles too: Jenkins forbids both.
 */
final class CheckHtml {
  private static final int USUAL_LENGTH = 64 << 10;

  /** Of the markup of findings in full, over all sections. */
  private static final int MAX_LENGTH = 900_000;

  private static final int MAX_HEADS = 100;
  private static final int SHOWN = 100;

  /** So many new leaks are not folded. */
  private static final int UNFOLDED = 3;

  private final CheckResult result;
  private final HtmlWriter out = new HtmlWriter(USUAL_LENGTH);
  private int room = MAX_LENGTH;

  private CheckHtml(CheckResult result) {
    this.result = result;
  }

  /** The whole page, in ASCII; the same for the same result. */
  static String render(CheckResult result, String version) {
    CheckHtml page = new CheckHtml(result);
    page.render(version);
    return page.out.toString();
  }

  private void render(String version) {
    String verdict = CheckVerdict.of(result);
    HtmlHead.withoutScript("closewatch check: " + verdict, version, out);
    out.raw("<body class=\"").raw(outcome()).line("\">");
    out.line("<header>").element("p", "closewatch check").line("");
    out.element("h1", verdict).line("").line("</header>").line("<main>");
    tiles();
    problems("problems", "Why there is no full answer", result.problems());
    findings("new", "New leaks", Status.NEW);
    findings("known", "Known, in the baseline", Status.KNOWN);
    findings("suppressed", "Suppressed", Status.SUPPRESSED);
    findings("muted", "Muted over JMX, these do not fail the check", Status.MUTED);
    findings("suspects", "No leaks for sure, these do not fail the check", Status.SUSPECT);
    problems("accepted", "Accepted by --allow-unknown", result.accepted());
    texts("notes", "Baseline, suppressions and reports", result.notes());
    texts("skipped", "Skipped, no reports of closewatch", result.skipped());
    out.line("</main>").line("</body>").line("</html>");
  }

  private String outcome() {
    switch (result.exitCode()) {
      case CheckResult.CLEAN:
        return "clean";
      case CheckResult.LEAKS:
        return "leak";
      default:
        return "unknown";
    }
  }

  private void tiles() {
    boolean fails = result.exitCode() == CheckResult.LEAKS;
    out.line("<section id=\"numbers\" aria-label=\"Numbers\">").line("<dl class=\"tiles\">");
    tile("Reports", result.reports(), false);
    tile("New leaks", result.of(Status.NEW).size(), fails);
    tile("Known", result.of(Status.KNOWN).size(), false);
    tile("Suppressed", result.of(Status.SUPPRESSED).size(), false);
    int muted = result.of(Status.MUTED).size();
    if (muted > 0) {
      tile("Muted", muted, false);
    }
    out.line("</dl>");
    out.endSection();
  }

  private void tile(String name, long number, boolean alarming) {
    out.raw("<div>").element("dt", name).raw(alarming ? "<dd class=\"bad\">" : "<dd>");
    out.element("strong", String.valueOf(number)).line("</dd></div>");
  }

  private void problems(String id, String title, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    out.section(id, title).line("<ul>");
    for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
      out.raw("<li>").element("b", problem.subject()).text(" " + problem.text()).raw(". ");
      out.text(problem.advice()).line("</li>");
    }
    more(problems.size());
    out.line("</ul>").endSection();
  }

  private void texts(String id, String title, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    out.section(id, title).line("<ul>");
    texts.stream().limit(SHOWN).forEach(text -> out.element("li", text).line(""));
    more(texts.size());
    out.line("</ul>").endSection();
  }

  private void more(int all) {
    if (all > SHOWN) {
      out.element("li", "and " + (all - SHOWN) + " more").line("");
    }
  }

  private void findings(String id, String title, Status status) {
    List<JudgedFinding> findings = result.of(status);
    boolean isNew = status == Status.NEW;
    if (findings.isEmpty() && !isNew) {
      return;
    }
    out.section(id, title);
    if (findings.isEmpty()) {
      out.line("<p>None.</p>");
    }
    int next = 0;
    while (next < findings.size()) {
      HtmlWriter card = new HtmlWriter(4096);
      String anchor = id + "-" + (next + 1);
      CheckHtmlFinding.render(next + 1, anchor, findings.get(next), isNew && next < UNFOLDED, card);
      if (card.length() > room) {
        break;
      }
      room -= card.length();
      out.append(card);
      next++;
    }
    heads(findings.subList(next, findings.size()), next);
    out.endSection();
  }

  /** What there is no room for in full. */
  private void heads(List<JudgedFinding> findings, int before) {
    int shown = Math.min(MAX_HEADS, findings.size());
    for (int i = 0; i < shown; i++) {
      out.raw("<article class=\"finding short\">");
      CheckHtmlFinding.head(before + i + 1, findings.get(i), out);
      out.line("</article>");
    }
    if (shown < findings.size()) {
      out.element("p", "and " + Wording.count(findings.size() - shown, "more finding")).line("");
    }
  }
}
