package io.closewatch.report;

import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.SiteSnapshot;
import java.util.List;

/** The lines that open sockets, with their counters. */
final class HtmlSites {
  private static final int SHOWN = 200;

  static void render(List<SiteSnapshot> sites, HtmlWriter out) {
    out.section("sites", "Lines that open sockets, most open ones first");
    if (sites.isEmpty()) {
      out.line("<p>No line of code has opened a socket since the agent started.</p>");
    } else {
      List<SiteSnapshot> shown = sites.subList(0, Math.min(SHOWN, sites.size()));
      out.table(
          " class=\"sortable\"", "line", "#open", "#opened", "#closed", "#by GC", "#peak", "kind");
      shown.forEach(site -> row(site, out));
      rest(sites.subList(shown.size(), sites.size()), out);
    }
    out.endSection();
  }

  private static void row(SiteSnapshot site, HtmlWriter out) {
    out.raw("<tr>").codeCell(site.frame().location());
    out.figure(site.open()).figure(site.opened()).figure(site.closed());
    out.figure(site.closedByGc()).figure(site.peak());
    out.cell(site.kind().label()).line("</tr>");
  }

  private static void rest(List<SiteSnapshot> rest, HtmlWriter out) {
    if (!rest.isEmpty()) {
      out.raw("</tbody><tfoot><tr>").cell("and " + Wording.count(rest.size(), "more line"));
      out.figure(rest.stream().mapToLong(SiteSnapshot::open).sum());
      out.figure(rest.stream().mapToLong(SiteSnapshot::opened).sum());
      out.figure(rest.stream().mapToLong(SiteSnapshot::closed).sum());
      out.figure(rest.stream().mapToLong(SiteSnapshot::closedByGc).sum());
      out.cell("").cell("").line("</tr></tfoot></table></div>");
    } else {
      out.endTable();
    }
  }

  private HtmlSites() {}
}
