package io.closewatch.report;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import java.util.List;
import java.util.Locale;

/** One finding: what, where and how to fix it; then the evidence, stacks and sockets. */
final class HtmlFinding {

  static void render(int number, Finding finding, Report report, boolean unfolded, HtmlWriter out) {
    out.raw("<article class=\"finding ").raw(weight(finding.confidence()));
    out.raw("\" id=\"finding-").text(number).line("\">");
    head(number, finding, out);
    paragraph("", finding.summary(), out);
    for (LocatedText place : FindingText.places(finding)) {
      out.raw("<p>").text(capitalizedWords(place)).raw(" ");
      out.code(String.valueOf(place.location())).line("</p>");
    }
    out.raw("<div class=\"fix\">");
    paragraph("Fix", finding.remedy(), out);
    out.line("</div>");
    out.line(unfolded ? "<details open>" : "<details>");
    out.line("<summary>Evidence and stacks</summary>");
    evidence(FindingText.evidence(finding, report), out);
    paragraph("Why", finding.why(), out);
    HtmlStacks.render(finding, report, out);
    HtmlSockets.render(finding, out);
    out.line("</details>").line("</article>");
  }

  /** The heading alone, in the words of the text report. */
  static void head(int number, Finding finding, HtmlWriter out) {
    Confidence confidence = finding.confidence();
    out.raw("<h3>").text(number).raw(". ");
    out.element("span", " class=\"kind\"", finding.kind().name()).raw(" ");
    out.element("span", " class=\"confidence\"", "(" + name(confidence) + ")");
    out.located(FindingText.howManyAndWhere(finding, true)).line("</h3>");
  }

  private static String capitalizedWords(LocatedText place) {
    return StackText.capitalized(place.text().trim());
  }

  private static void evidence(List<String> evidence, HtmlWriter out) {
    if (evidence.isEmpty()) {
      return;
    }
    out.line("<ul class=\"evidence\">");
    for (String fact : evidence) {
      out.element("li", fact).line("");
    }
    out.line("</ul>");
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

  private static String name(Confidence confidence) {
    return confidence.name().toLowerCase(Locale.ROOT);
  }

  private static String weight(Confidence confidence) {
    return confidence.isLeak() ? "leak" : name(confidence);
  }

  private HtmlFinding() {}
}
