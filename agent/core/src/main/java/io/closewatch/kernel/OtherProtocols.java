package io.closewatch.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which sockets are not TCP from the tables of the other protocols. They are read only while
 * there is a socket that nothing else explains; what was found out of an inode is remembered.
 */
final class OtherProtocols implements AutoCloseable {
  // Index of the column "inode".
  private static final int UNIX = 6;
  private static final int PACKET = 8;
  private static final int OTHERS = 9;

  private final List<Table> tables = new ArrayList<>();
  private final LineScanner lines;
  private final TableText text = new TableText();
  private @Nullable String unreadable;
  private int alsoUnreadable;
  private LongIndex known = new LongIndex();
  private LongIndex stillOpen = new LongIndex();

  OtherProtocols(Path root, LineScanner lines) {
    this.lines = lines;
    // What a JVM has is held open, so that it can be read at the descriptor limit too.
    tables.add(new Table(root, "net/unix", UNIX, true));
    tables.add(new Table(root, "net/udp", OTHERS, true));
    tables.add(new Table(root, "net/udp6", OTHERS, true));
    tables.add(new Table(root, "net/netlink", OTHERS, false));
    tables.add(new Table(root, "net/icmp", OTHERS, false));
    tables.add(new Table(root, "net/icmp6", OTHERS, false));
    tables.add(new Table(root, "net/raw", OTHERS, false));
    tables.add(new Table(root, "net/raw6", OTHERS, false));
    tables.add(new Table(root, "net/packet", PACKET, false));
  }

  /** Reads the tables as far as needed to explain the inodes. */
  void explain(LongIndex inodes) {
    unreadable = null;
    alsoUnreadable = 0;
    int unexplained = inodes.size() - forgetAllBut(inodes);
    for (int i = 0; i < tables.size() && unexplained > 0; i++) {
      Table table = tables.get(i);
      try {
        unexplained -= read(table, inodes);
      } catch (IOException | SecurityException e) {
        if (unreadable == null) {
          unreadable = String.valueOf(e.getMessage());
        } else {
          alsoUnreadable++;
        }
      }
    }
  }

  /** True if one of the tables lists the inode. */
  boolean lists(long inode) {
    return known.contains(inode);
  }

  /** Which tables were needed but could not be read, and what follows from that; or null. */
  @Nullable String gap() {
    if (unreadable == null) {
      return null;
    }
    String more = alsoUnreadable == 0 ? "" : " (and " + alsoUnreadable + " more)";
    return unreadable + more + "; such sockets count as TCP without a row";
  }

  /** Inodes are used again: what is not open any more is not known any more. */
  private int forgetAllBut(LongIndex inodes) {
    LongIndex before = known;
    stillOpen.clear(inodes.size());
    for (int i = 0; i < inodes.size(); i++) {
      long inode = inodes.key(i);
      if (before.contains(inode)) {
        stillOpen.add(inode);
      }
    }
    known = stillOpen;
    stillOpen = before;
    return known.size();
  }

  private int read(Table table, LongIndex inodes) throws IOException {
    if (!table.file.exists()) {
      return 0;
    }
    int before = known.size();
    try {
      table.file.rewind();
      lines.start(table.file);
      while (lines.next()) {
        if (text.split(lines, table.inodeColumn + 1)) {
          long inode = text.decimal(table.inodeColumn);
          if (inodes.contains(inode)) {
            known.add(inode);
          }
        }
      }
    } finally {
      if (!table.held) {
        table.file.close();
      }
    }
    return known.size() - before;
  }

  @Override
  public void close() {
    for (Table table : tables) {
      table.file.close();
    }
  }

  private static final class Table {
    final ProcFile file;
    final int inodeColumn;
    final boolean held;

    Table(Path root, String name, int inodeColumn, boolean held) {
      this.file = new ProcFile(root, name);
      this.inodeColumn = inodeColumn;
      this.held = held;
      if (held) {
        file.tryOpen();
      }
    }
  }
}
