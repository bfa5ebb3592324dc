package io.closewatch.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The inodes whose rows are wanted, and the rows found for them. */
final class InodeRows {
  private final LongIndex wanted = new LongIndex();
  private @Nullable TcpRow[] rows = new TcpRow[0];

  void clear(int expected) {
    wanted.clear(expected);
    rows = new TcpRow[expected];
  }

  void want(long inode) {
    wanted.add(inode);
  }

  boolean isWanted(long inode) {
    return wanted.contains(inode);
  }

  /** Keeps the row of a wanted inode; the newest one wins. */
  void put(TcpRow row) {
    int slot = wanted.slot(row.inode());
    if (slot == LongIndex.ABSENT) {
      return;
    }
    if (slot >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(wanted.size(), slot + 1));
    }
    rows[slot] = row;
  }

  @Nullable TcpRow row(long inode) {
    int slot = wanted.slot(inode);
    return slot == LongIndex.ABSENT || slot >= rows.length ? null : rows[slot];
  }

  /** How many slots {@link #rowAt} knows; some may be empty. */
  int slots() {
    return Math.min(rows.length, wanted.size());
  }

  @Nullable TcpRow rowAt(int slot) {
    return rows[slot];
  }
}
