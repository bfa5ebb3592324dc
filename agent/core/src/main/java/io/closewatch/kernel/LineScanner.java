package io.closewatch.kernel;

import java.io.IOException;

/**
 * Finds the lines of a file in one reused buffer. A line that does not fit is skipped and counted.
 */
final class LineScanner {
  // The kernel hands out these tables in pieces of one page whatever is asked for (18,000 rows:
  // 783 reads with 4 KB as with 64 KB, same time), and up to 8 KB the JDK reads without malloc.
  static final int BUFFER_SIZE = 8192;

  final byte[] buffer = new byte[BUFFER_SIZE];
  private ByteSource source = (bytes, offset, length) -> 0;
  private int lineStart;
  private int lineEnd;
  private boolean terminated;
  private int next;
  private int limit;
  private boolean atEnd;
  private boolean skipping;
  private int overlong;

  void start(ByteSource from) {
    source = from;
    next = 0;
    limit = 0;
    atEnd = false;
    skipping = false;
    overlong = 0;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException {
    int searched = next;
    while (true) {
      int newline = newlineFrom(searched);
      if (newline >= 0) {
        int start = next;
        next = newline + 1;
        searched = next;
        if (!skipping) {
          return line(start, newline, true);
        }
        skipping = false;
      } else if (atEnd) {
        int start = next;
        next = limit;
        return start < limit && !skipping && line(start, limit, false);
      } else {
        makeRoom();
        searched = limit;
        fill();
      }
    }
  }

  /** Index in {@link #buffer} of the first byte of the line. */
  int lineStart() {
    return lineStart;
  }

  /** Index after its last byte, without the newline. */
  int lineEnd() {
    return lineEnd;
  }

  /** False if the file ended inside this line, so that its last field may be cut. */
  boolean terminated() {
    return terminated;
  }

  /** Lines skipped since {@link #start} because they were longer than the buffer. */
  int overlong() {
    return overlong;
  }

  private boolean line(int start, int end, boolean newlineSeen) {
    lineStart = start;
    lineEnd = end;
    terminated = newlineSeen;
    return true;
  }

  private int newlineFrom(int from) {
    for (int i = from; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void makeRoom() {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, limit - next);
      limit -= next;
      next = 0;
    }
    if (limit == buffer.length || skipping) {
      if (!skipping) {
        overlong++;
      }
      skipping = true;
      limit = 0;
    }
  }

  private void fill() throws IOException {
    int read = source.read(buffer, limit, buffer.length - limit);
    if (read <= 0) {
      atEnd = true;
    } else {
      limit += read;
    }
  }
}
