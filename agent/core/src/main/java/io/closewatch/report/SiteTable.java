package io.closewatch.report;

import io.closewatch.tracker.SiteSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The lines that open sockets, with their counters. */
final class SiteTable {
  private static final String[] HEADER = {"open", "opened", "closed", "by GC", "peak", "kind"};

  static void render(List<SiteSnapshot> sites, int most, Lines lines) {
    if (sites.isEmpty()) {
      lines.line("No line of code has opened a socket since the agent started.");
      return;
    }
    lines.line("Lines that open sockets, most open ones first");
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    int shown = Math.min(most, sites.size());
    for (SiteSnapshot site : sites.subList(0, shown)) {
      rows.add(cells(site));
    }
    int[] widths = widths(rows);
    lines.line(row(HEADER, widths) + "  line");
    for (int i = 0; i < shown; i++) {
      String label = row(rows.get(i + 1), widths) + "  ";
      lines.location(label, sites.get(i).frame().location());
    }
    if (sites.size() > shown) {
      lines.line("  and " + (sites.size() - shown) + " more");
    }
  }

  private static String[] cells(SiteSnapshot site) {
    return new String[] {
      String.valueOf(site.open()),
      String.valueOf(site.opened()),
      String.valueOf(site.closed()),
      String.valueOf(site.closedByGc()),
      String.valueOf(site.peak()),
      site.kind().label()
    };
  }

  private static int[] widths(List<String[]> rows) {
    int[] widths = new int[HEADER.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return widths;
  }

  private static String row(String[] cells, int[] widths) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String padding = Lines.spaces(widths[i] - cells[i].length());
      boolean text = i == cells.length - 1;
      row.append("  ").append(text ? cells[i] + padding : padding + cells[i]);
    }
    return row.toString();
  }

  private SiteTable() {}
}
