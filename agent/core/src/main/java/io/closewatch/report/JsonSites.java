package io.closewatch.report;

import io.closewatch.tracker.AsyncRequestSite;
import io.closewatch.tracker.SiteSnapshot;
import java.util.List;

/** The lines that open sockets, or start asynchronous requests, with their counters. */
final class JsonSites {
  static final int MAX_SITES = 200;

  static void write(List<SiteSnapshot> sites, JsonOut out) {
    int shown = Math.min(MAX_SITES, sites.size());
    out.array("sites");
    for (SiteSnapshot site : sites.subList(0, shown)) {
      out.object();
      fields(site, out);
      out.end();
    }
    out.end();
    others(sites.subList(shown, sites.size()), out);
  }

  static void fields(SiteSnapshot site, JsonOut out) {
    out.text("fingerprint", site.fingerprint())
        .text("kind", site.kind().label())
        .frame("frame", site.frame())
        .number("open", site.open())
        .number("opened", site.opened())
        .number("closed", site.closed())
        .number("closedByGc", site.closedByGc())
        .number("peak", site.peak());
  }

  private static void others(List<SiteSnapshot> others, JsonOut out) {
    long open = 0;
    long opened = 0;
    long closed = 0;
    long closedByGc = 0;
    for (SiteSnapshot site : others) {
      open += site.open();
      opened += site.opened();
      closed += site.closed();
      closedByGc += site.closedByGc();
    }
    out.object("otherSites")
        .number("sites", others.size())
        .number("open", open)
        .number("opened", opened)
        .number("closed", closed)
        .number("closedByGc", closedByGc)
        .end();
  }

  static void writeAsyncRequests(List<AsyncRequestSite> sites, JsonOut out) {
    int shown = Math.min(MAX_SITES, sites.size());
    out.array("asyncRequests");
    for (AsyncRequestSite site : sites.subList(0, shown)) {
      out.object()
          .frame("frame", site.frame())
          .number("count", site.count())
          .number("oldestMillis", site.oldestMillis())
          .text("oldestThread", site.oldestThread())
          .frames(
              site.oldestTrace().frames(),
              Math.max(JsonFinding.MAX_FRAMES, site.oldestTrace().siteIndex() + 1))
          .end();
    }
    out.end();
    long left = 0;
    for (AsyncRequestSite site : sites.subList(shown, sites.size())) {
      left += site.count();
    }
    out.number("asyncRequestsLeftOut", left);
  }

  private JsonSites() {}
}
