package io.closewatch.check;

import io.closewatch.check.JudgedFinding.Status;
import io.closewatch.diagnosis.Wording;
import io.closewatch.report.HtmlWriter;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One finding on the page: what, where, how to fix it; then why, stacks and reports. */
final class CheckHtmlFinding {
  private static final int MAX_FRAMES = 30;
  private static final int REPORTS_SHOWN = 20;

  static void render(
      int number, String id, JudgedFinding judged, boolean unfolded, HtmlWriter out) {
    MergedFinding finding = judged.finding();
    out.raw("<article class=\"finding").raw(weight(judged)).raw("\" id=\"").raw(id).line("\">");
    head(number, judged, out);
    paragraph("", finding.summary(), out);
    paragraph("", finding.tests(), out);
    paragraph("", standing(judged), out);
    if (!finding.shown().remedy().isEmpty()) {
      out.raw("<div class=\"fix\">");
      paragraph("Fix", finding.shown().remedy(), out);
      out.line("</div>");
    }
    out.line(unfolded ? "<details open>" : "<details>");
    out.line("<summary>Stacks and reports</summary>");
    paragraph("Why", finding.shown().why(), out);
    finding.shown().stacks().forEach(stack -> stack(stack, finding.line(), out));
    paragraph("Reports", reports(finding), out);
    paragraph("Fingerprint", finding.fingerprint(), out);
    out.line("</details>").line("</article>");
  }

  /** The heading alone, in the words of the text. */
  static void head(int number, JudgedFinding judged, HtmlWriter out) {
    MergedFinding finding = judged.finding();
    String confidence = finding.shown().confidence().toLowerCase(Locale.ROOT);
    out.raw("<h3>").text(number).raw(". ");
    out.element("span", " class=\"kind\"", finding.kind()).raw(" ");
    if (!confidence.isEmpty()) {
      out.element("span", " class=\"confidence\"", "(" + confidence + ")").raw(" ");
    }
    out.text(finding.counted() + " at ").code(finding.location()).line("</h3>");
  }

  private static String weight(JudgedFinding judged) {
    switch (judged.status()) {
      case NEW:
        return " leak";
      case SUSPECT:
        return " suspect";
      default:
        return "";
    }
  }

  /** How it stands to the baseline and the suppressions. */
  private static String standing(JudgedFinding judged) {
    if (judged.status() == Status.NEW) {
      return judged.note().isEmpty() ? "" : "Baseline: " + judged.note() + ".";
    }
    String why = judged.justification();
    return why.isEmpty() ? "" : Character.toUpperCase(why.charAt(0)) + why.substring(1);
  }

  private static void paragraph(String label, String text, HtmlWriter out) {
    if (text.isEmpty()) {
      return;
    }
    out.raw("<p>");
    if (!label.isEmpty()) {
      out.raw("<b>").text(label).raw(":</b> ");
    }
    out.text(text).line("</p>");
  }

  private static void stack(ReportedStack stack, @Nullable Frame line, HtmlWriter out) {
    List<Frame> frames = stack.frames();
    out.element("h4", stack.title()).line("");
    out.line("<ul class=\"stack\">");
    int end = Math.min(MAX_FRAMES, frames.size());
    boolean marked = false;
    for (int i = 0; i < end; i++) {
      marked |= frame(frames.get(i), !marked && frames.get(i).equals(line), out);
    }
    if (frames.size() > end) {
      out.element("li", "... " + Wording.count(frames.size() - end, "more frame")).line("");
    }
    out.line("</ul>");
  }

  private static boolean frame(Frame frame, boolean marked, HtmlWriter out) {
    String name = frame.className();
    boolean own = marked || (!FrameOrigin.isJdk(name) && !FrameOrigin.isLibrary(name));
    out.raw(marked ? "<li><mark><b>" : own ? "<li><b>" : "<li>").code(frame.location());
    out.raw(own ? "</b>" : "").raw(marked ? "</mark>" : "").line("</li>");
    return marked;
  }

  private static String reports(MergedFinding finding) {
    List<String> reports = finding.reports();
    int rest = reports.size() - REPORTS_SHOWN;
    return rest <= 0
        ? String.join(", ", reports)
        : String.join(", ", reports.subList(0, REPORTS_SHOWN)) + " and " + rest + " more";
  }

  private CheckHtmlFinding() {}
}
