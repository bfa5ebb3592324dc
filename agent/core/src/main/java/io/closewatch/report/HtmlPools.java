package io.closewatch.report;

import io.closewatch.diagnosis.HttpPools;
import io.closewatch.tracker.PoolSite;
import java.util.List;

/** The HTTP connection pools, those with most trouble first, and the lines that make them. */
final class HtmlPools {
  private static final int POOLS_SHOWN = 50;
  private static final int SITES_SHOWN = 50;

  static void render(HttpPools pools, HtmlWriter out) {
    List<PoolFigures> figures = PoolFigures.heaviestFirst(pools);
    out.section("pools", "HTTP connection pools, heaviest first");
    if (figures.isEmpty()) {
      out.line("<p>None that closewatch knows of.</p>");
    }
    List<PoolFigures> shown = figures.subList(0, Math.min(POOLS_SHOWN, figures.size()));
    shown.forEach(pool -> pool(pool, out));
    if (figures.size() > shown.size()) {
      List<PoolFigures> rest = figures.subList(shown.size(), figures.size());
      out.raw("<p>and ").text(PoolsText.rest(rest)).line("</p>");
    }
    sites(pools.sites(), out);
    out.endSection();
  }

  private static void pool(PoolFigures figures, HtmlWriter out) {
    out.line("<article class=\"pool\">");
    out.element("h3", PoolText.name(figures)).line("");
    out.element("p", PoolText.figures(figures)).line("");
    out.line("<dl>");
    boolean named = false; // the first fact of a pool always has a label
    for (PoolFact fact : PoolText.facts(figures)) {
      if (!fact.label().isEmpty() || !named) {
        out.element("dt", fact.label().isEmpty() ? "also" : fact.label());
        named = true;
      }
      out.element("dd", fact.text()).line("");
    }
    out.line("</dl>").line("</article>");
  }

  private static void sites(List<PoolSite> sites, HtmlWriter out) {
    if (sites.isEmpty()) {
      return;
    }
    out.table(" class=\"sortable\"", "line that makes pools", "#made", "#closed", "#by GC");
    for (PoolSite site : sites.subList(0, Math.min(SITES_SHOWN, sites.size()))) {
      out.raw("<tr>").codeCell(site.frame().location()).figure(site.created());
      out.figure(site.closed()).figure(site.collected()).line("</tr>");
    }
    out.endTable();
  }

  private HtmlPools() {}
}
