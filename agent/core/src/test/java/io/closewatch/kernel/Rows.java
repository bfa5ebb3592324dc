package io.closewatch.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** Prints rows for comparison. */
final class Rows {

  static String text(TcpRow row) {
    return row == null
        ? "no row"
        : String.format(
            "%s -> %s %s tx %d rx %d timer %d inode %d",
            row.local(),
            row.remote(),
            row.state(),
            row.txQueue(),
            row.rxQueue(),
            row.timer(),
            row.inode());
  }

  static String text(List<TcpRow> rows) {
    return rows.stream().map(row -> text(row) + "\n").collect(Collectors.joining());
  }

  private Rows() {}
}
