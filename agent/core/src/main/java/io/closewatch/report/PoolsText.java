package io.closewatch.report;

import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.PoolSite;
import java.util.ArrayList;
import java.util.List;

/**
 * The HTTP connection pools, those with most trouble first: in full as far as there is room, then a
 * line each, then their number.
 */
final class PoolsText {
  /** So many lines are made room for, whatever else there is to say. */
  static final int LEAST_LINES = 10;

  static final int MOST_LINES = 40;

  private static final int MAX_HEADS = 5;
  private static final int SITES_SHOWN = 3;

  /** A line that makes fewer pools is not remarkable. */
  private static final int MANY_MADE = 5;

  /** Ends with a blank line; nothing if there are no pools. */
  static void render(HttpPools pools, int room, Lines lines) {
    List<PoolFigures> figures = PoolFigures.heaviestFirst(pools);
    if (figures.isEmpty()) {
      return;
    }
    Lines sites = sites(pools.sites());
    lines.line("HTTP connection pools, heaviest first");
    int end = lines.count() + room - 2 - sites.count(); // title, blank line
    int next = 0;
    while (next < figures.size()) {
      Lines block = new Lines();
      PoolText.render(figures.get(next), block);
      int left = figures.size() - next - 1;
      int heads = next == 0 ? 0 : Math.min(MAX_HEADS, left); // the worst in full before all else
      int others = heads + (left > heads ? 1 : 0);
      if (lines.count() + block.count() + others > end) {
        break;
      }
      lines.append(block);
      next++;
    }
    heads(figures.subList(next, figures.size()), end, lines);
    lines.append(sites);
    lines.blank();
  }

  private static void heads(List<PoolFigures> figures, int end, Lines lines) {
    int next = 0;
    while (next < figures.size() && next < MAX_HEADS) {
      Lines head = new Lines();
      PoolText.head(figures.get(next), head);
      int more = next + 1 < figures.size() ? 1 : 0;
      if (lines.count() + head.count() + more > end) {
        break;
      }
      lines.append(head);
      next++;
    }
    if (next < figures.size()) {
      lines.line("  and " + rest(figures.subList(next, figures.size())));
    }
  }

  /** These pools, added up. */
  static String rest(List<PoolFigures> figures) {
    long leased = 0;
    long available = 0;
    long pending = 0;
    for (PoolFigures figure : figures) {
      leased += figure.leased();
      available += Math.max(0, figure.pool().available());
      pending += Math.max(0, figure.pool().pending());
    }
    return Wording.count(figures.size(), "more pool")
        + ": "
        + leased
        + " leased, "
        + available
        + " available, "
        + pending
        + " pending";
  }

  /** Who makes many of them. */
  private static Lines sites(List<PoolSite> sites) {
    List<PoolSite> shown = new ArrayList<>();
    for (PoolSite site : sites) {
      if (site.created() >= MANY_MADE && shown.size() < SITES_SHOWN) {
        shown.add(site);
      }
    }
    Lines lines = new Lines();
    if (!shown.isEmpty()) {
      lines.blank();
      Columns columns = new Columns("  ", "made", "closed", "by GC", "line that makes pools");
      for (PoolSite site : shown) {
        columns.add(
            String.valueOf(site.created()),
            String.valueOf(site.closed()),
            String.valueOf(site.collected()),
            site.frame().location());
      }
      columns.render(lines);
    }
    return lines;
  }

  private PoolsText() {}
}
