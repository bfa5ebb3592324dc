package io.closewatch.report;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.tracker.FailedLease;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One HTTP connection pool: its own figures, who holds connections, where they lead. */
final class JsonPool {
  static final int MAX_LINES = 20;
  static final int MAX_ROUTES = 20;
  static final int MAX_FAILURES = 5;

  private final PoolFigures figures;
  private final PoolSnapshot pool;
  private final JsonOut out;

  JsonPool(PoolFigures figures, JsonOut out) {
    this.figures = figures;
    this.pool = figures.pool();
    this.out = out;
  }

  void write() {
    out.object()
        .text("name", pool.name())
        .name("kind", pool.kind())
        .text("library", pool.library())
        .flag("async", pool.async())
        .site("createdAt", pool.createdAt())
        .site("usedAt", pool.usedAt())
        .number("ageMillis", pool.ageMillis())
        .number("unusedMillis", pool.unusedMillis())
        .flag("closed", pool.closed());
    counts();
    troubles();
    leasedAt();
    routes();
    failures();
    out.end();
  }

  private void counts() {
    out.number("leased", pool.leased())
        .number("leasedAtLeast", figures.leased())
        .number("available", pool.available())
        .number("pending", pool.pending())
        .number("pendingMillis", pool.pendingMillis())
        .number("max", pool.max())
        .number("maxPerRoute", pool.maxPerRoute())
        .number("leasedTotal", pool.leasedTotal())
        .number("timedOutTotal", pool.timedOutTotal())
        .number("evictedMillis", pool.evictedMillis());
  }

  private void troubles() {
    out.number("leasedInCloseWait", figures.inCloseWait(PoolState.LEASED))
        .number("availableInCloseWait", figures.inCloseWait(PoolState.IDLE))
        .number("leasedWithoutConnection", figures.leasedWithoutConnection())
        .number("ghosts", figures.ghosts())
        .number("leasedTwice", pool.leasedTwice())
        .number("lostToGc", pool.lostToGc())
        .flag("lockBusy", pool.lockBusy())
        .text("problem", pool.problem());
  }

  private void leasedAt() {
    List<LeaseLine> lines = figures.leaseLines();
    int shown = Math.min(MAX_LINES, lines.size());
    int left = figures.leased();
    out.array("leasedAt");
    for (LeaseLine line : lines.subList(0, shown)) {
      out.object()
          .text("location", line.location())
          .number("count", line.count())
          .number("oldestMillis", line.oldestMillis())
          .end();
      left -= line.count();
    }
    out.end().number("leasedElsewhere", Math.max(0, left));
  }

  private void routes() {
    List<RouteFigures> routes = figures.routes();
    int shown = Math.min(MAX_ROUTES, routes.size());
    out.array("routes");
    for (RouteFigures next : routes.subList(0, shown)) {
      PoolRoute route = next.route();
      out.object()
          .text("route", route.route())
          .number("leased", route.leased())
          .number("available", route.available())
          .number("pending", route.pending())
          .number("max", route.max())
          .text("peer", next.peer())
          .end();
    }
    out.end().number("routesLeftOut", routes.size() - shown);
  }

  /** The last ones, latest first. */
  private void failures() {
    List<FailedLease> failures = pool.failures();
    out.array("failures");
    for (int i = failures.size() - 1; i >= 0 && failures.size() - i <= MAX_FAILURES; i--) {
      FailedLease failure = failures.get(i);
      long ago = TimeUnit.NANOSECONDS.toMillis(pool.nowNanos() - failure.atNanos());
      out.object()
          .number("agoMillis", Math.max(0, ago))
          .text("thread", failure.threadName())
          .text("route", failure.route())
          .site("at", failure.trace());
      holders(failure);
      out.end();
    }
    out.end();
  }

  private void holders(FailedLease failure) {
    // The map has no order of its own.
    List<Map.Entry<Trace, Integer>> holders = new ArrayList<>(failure.holders().entrySet());
    holders.sort(
        Map.Entry.<Trace, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(holder -> LeaseLine.location(holder.getKey())));
    out.array("holders");
    for (Map.Entry<Trace, Integer> holder :
        holders.subList(0, Math.min(MAX_LINES, holders.size()))) {
      out.object().site("at", holder.getKey()).number("count", holder.getValue()).end();
    }
    out.end();
  }
}
