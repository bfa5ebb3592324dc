package io.closewatch.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of figures, right-aligned, each with a text behind them. For one thread. */
final class Columns {
  private static final String GAP = "  ";

  private final String indent;
  private final String[] header;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * @param header the last is that of the text
   */
  Columns(String indent, String... header) {
    this.indent = indent;
    this.header = header;
  }

  /** A row; the last cell is the text. */
  void add(String... cells) {
    rows.add(cells);
  }

  void render(Lines lines) {
    lines.line(figures(header) + header[header.length - 1]);
    for (String[] row : rows) {
      lines.location(figures(row), row[row.length - 1]);
    }
  }

  private String figures(String[] row) {
    StringBuilder figures = new StringBuilder(indent);
    for (int i = 0; i < row.length - 1; i++) {
      figures.append(Lines.spaces(width(i) - row[i].length())).append(row[i]).append(GAP);
    }
    return figures.toString();
  }

  private int width(int column) {
    int width = header[column].length();
    for (String[] row : rows) {
      width = Math.max(width, row[column].length());
    }
    return width;
  }
}
