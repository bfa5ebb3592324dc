package io.closewatch.report;

import io.closewatch.diagnosis.HttpPools;
import io.closewatch.tracker.PoolSite;
import java.util.List;

/** The HTTP connection pools, those with most trouble first, and the lines that make them. */
final class JsonPools {
  static final int MAX_POOLS = 200;
  static final int MAX_SITES = 200;

  static void write(HttpPools pools, JsonOut out) {
    List<PoolFigures> figures = PoolFigures.heaviestFirst(pools);
    int shown = Math.min(MAX_POOLS, figures.size());
    out.array("pools");
    for (PoolFigures pool : figures.subList(0, shown)) {
      new JsonPool(pool, out).write();
    }
    out.end();
    others(figures.subList(shown, figures.size()), out);
    sites(pools.sites(), out);
  }

  private static void others(List<PoolFigures> others, JsonOut out) {
    long leased = 0;
    long available = 0;
    long pending = 0;
    for (PoolFigures figures : others) {
      leased += figures.leased();
      available += Math.max(0, figures.pool().available());
      pending += Math.max(0, figures.pool().pending());
    }
    out.object("otherPools")
        .number("pools", others.size())
        .number("leased", leased)
        .number("available", available)
        .number("pending", pending)
        .end();
  }

  private static void sites(List<PoolSite> sites, JsonOut out) {
    int shown = Math.min(MAX_SITES, sites.size());
    out.array("poolSites");
    for (PoolSite site : sites.subList(0, shown)) {
      out.object()
          .frame("frame", site.frame())
          .name("kind", site.kind())
          .number("created", site.created())
          .number("closed", site.closed())
          .number("collected", site.collected())
          .end();
    }
    out.end().number("poolSitesLeftOut", sites.size() - shown);
  }

  private JsonPools() {}
}
