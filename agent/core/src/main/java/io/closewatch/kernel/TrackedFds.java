package io.closewatch.kernel;

import java.util.BitSet;

/**
 * Finds out which socket each tracked descriptor is, with as few readlinks as possible (4 us each):
 * a known inode that has a row needs none.
 */
final class TrackedFds {
  private final FdLinks fdLinks;
  private FdQuery query = new FdQuery(new int[0], new long[0]);
  private long[] links = new long[0];
  private LongIndex rowless = new LongIndex();
  private LongIndex rowlessNow = new LongIndex();
  private int sockets;
  private int files;
  private int other;
  private int unknown;

  TrackedFds(FdLinks fdLinks) {
    this.fdLinks = fdLinks;
  }

  /** Takes the query and reads the links whose inode is not known; returns the tracked fds. */
  BitSet start(FdQuery tracked) {
    query = tracked;
    links = new long[tracked.size()];
    BitSet fds = new BitSet();
    for (int i = 0; i < links.length; i++) {
      int fd = tracked.fd(i);
      if (fd >= 0) {
        fds.set(fd);
      }
      links[i] = tracked.inode(i) > 0 ? tracked.inode(i) : link(i);
    }
    return fds;
  }

  int size() {
    return links.length;
  }

  /** Asks for the rows of all inodes found so far. */
  void want(InodeRows rows) {
    for (long link : links) {
      if (link > 0) {
        rows.want(link);
      }
    }
  }

  /**
   * Looks again at the descriptors without row. True if a socket is among them that had not been
   * seen without row before: the table is not read atomically, one absence proves nothing.
   */
  boolean needsAnotherRead(InodeRows rows) {
    boolean another = false;
    for (int i = 0; i < links.length; i++) {
      if (links[i] > 0 && rows.row(links[i]) == null) {
        links[i] = link(i);
        if (links[i] > 0) {
          rows.want(links[i]);
          another |= rows.row(links[i]) == null && !rowless.contains(links[i]);
        }
      }
    }
    return another;
  }

  /** Answers the query. */
  void answer(InodeRows rows) {
    sockets = 0;
    files = 0;
    other = 0;
    unknown = 0;
    rowlessNow.clear(0);
    for (int i = 0; i < links.length; i++) {
      long link = links[i];
      if (link > 0) {
        TcpRow row = rows.row(link);
        query.answer(i, link, row);
        sockets++;
        if (row == null) {
          rowlessNow.add(link);
        }
      } else {
        boolean socketNoMore = link == FdLinks.FILE || link == FdLinks.OTHER;
        query.answer(i, socketNoMore ? FdQuery.NOT_A_SOCKET : link, null);
        count(link);
      }
    }
    LongIndex reuse = rowless;
    rowless = rowlessNow;
    rowlessNow = reuse;
  }

  int sockets() {
    return sockets;
  }

  int files() {
    return files;
  }

  int other() {
    return other;
  }

  /** Open descriptors whose link could not be read. */
  int unknown() {
    return unknown;
  }

  private long link(int index) {
    int fd = query.fd(index);
    return fd < 0 ? FdQuery.NOT_OPEN : fdLinks.read(fd);
  }

  private void count(long link) {
    if (link == FdLinks.FILE) {
      files++;
    } else if (link == FdLinks.OTHER) {
      other++;
    } else if (link == FdQuery.UNKNOWN) {
      unknown++;
    }
  }
}
