package io.closewatch.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The plain text table of all comparisons. */
final class ResultTable {
  private static final List<String> HEADER =
      Arrays.asList(
          "measure", "unit", "JDK", "agent", "baseline", "with", "added", "ratio", "[min-max]");
  private static final int TEXT_COLUMNS = 4;

  private ResultTable() {}

  static String format(List<Comparison> comparisons) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (Comparison comparison : comparisons) {
      rows.add(row(comparison));
    }
    int[] widths = widths(rows);
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(i == 0 ? "" : "  ").append(padded(row.get(i), widths[i], i < TEXT_COLUMNS));
      }
      table.append(line.toString().replaceFirst("\\s+$", "")).append('\n');
    }
    return table.toString();
  }

  private static List<String> row(Comparison comparison) {
    List<String> row = new ArrayList<>();
    Collections.addAll(
        row, comparison.measure(), comparison.unit(), comparison.jdk(), comparison.agent());
    String skipReason = comparison.skipReason();
    if (skipReason != null) {
      row.add("skipped: " + skipReason);
      return row;
    }
    double baseline = comparison.baselines().median();
    double withAgent = comparison.withAgent().median();
    Samples ratios = comparison.ratios();
    Collections.addAll(
        row,
        number(baseline),
        number(withAgent),
        number(withAgent - baseline),
        String.format(Locale.ROOT, "%.2f", ratios.median()),
        String.format(Locale.ROOT, "[%.2f-%.2f]", ratios.min(), ratios.max()));
    return row;
  }

  /** Three digits are all that a noisy machine gives. */
  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%.0f", value);
  }

  /** A reason for skipping spans the number columns, so it takes part in no width. */
  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      int columns = row.size() == HEADER.size() ? row.size() : TEXT_COLUMNS;
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static String padded(String text, int width, boolean left) {
    return String.format(Locale.ROOT, "%" + (left ? "-" : "") + width + "s", text);
  }
}
