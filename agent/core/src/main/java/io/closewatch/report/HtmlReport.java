package io.closewatch.report;

/**
 * Renders a report as one HTML file that needs nothing else. All of it can be read without scripts
 * and without styles: Jenkins serves files with a policy that forbids both. Stateless.
 */
public final class HtmlReport {
  private static final int USUAL_LENGTH = 128 << 10;

  /** The whole page, in ASCII; the same for the same report. */
  public String render(Report report) {
    HtmlWriter out = new HtmlWriter(USUAL_LENGTH);
    Verdict verdict = Verdict.of(report);
    HtmlHead.render(report, verdict, out);
    out.raw("<body class=\"").raw(outcome(verdict)).line("\">");
    header(report, verdict, out);
    out.line("<main>");
    HtmlTiles.render(report, out);
    HtmlTimeline.render(report, out);
    HtmlFindings.render(report, out);
    HtmlNotes.muted(report.muted(), out);
    HtmlSites.render(report.snapshot().sites(), out);
    HtmlPools.render(report.snapshot().pools(), out);
    HtmlKernel.render(report, out);
    HtmlNotes.blindSpots(report.blindSpots(), out);
    HtmlNotes.recovered(report.recovered(), out);
    HtmlEnvironment.render(report, out);
    HtmlGlossary.render(out);
    out.line("</main>");
    HtmlHead.script(out);
    out.line("</body>").line("</html>");
    return out.toString();
  }

  private static void header(Report report, Verdict verdict, HtmlWriter out) {
    AgentInfo agent = report.agent();
    out.line("<header>");
    out.raw("<p>closewatch, ").element("b", agent.mainClass());
    out.text(", process " + agent.pid() + ", ");
    out.text(TextReport.utc(report.snapshot().takenAtMillis())).line("</p>");
    out.raw("<h1>").text(verdict.text());
    if (!verdict.location().isEmpty()) {
      out.code(verdict.location());
    }
    out.text(verdict.clauses()).line("</h1>");
    out.raw("<nav aria-label=\"Sections\">");
    link("timeline", "Timeline", out);
    link("findings", "Findings (" + report.findings().size() + ")", out);
    if (!report.muted().isEmpty()) {
      link("muted", "Muted (" + report.muted().size() + ")", out);
    }
    link("sites", "Lines that open sockets", out);
    link("pools", "HTTP pools", out);
    link("kernel", "TCP states", out);
    link("blind-spots", "What could not be seen", out);
    link("recovered", "Recovered", out);
    link("environment", "Environment", out);
    link("glossary", "Glossary", out);
    out.line("</nav>").line("</header>");
  }

  private static void link(String id, String text, HtmlWriter out) {
    out.raw("<a href=\"#").raw(id).raw("\">").text(text).line("</a>");
  }

  private static String outcome(Verdict verdict) {
    switch (verdict.outcome()) {
      case LEAK:
        return "leak";
      case CLEAN:
        return "clean";
      default:
        return "unknown";
    }
  }
}
