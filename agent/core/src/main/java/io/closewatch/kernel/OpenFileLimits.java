package io.closewatch.kernel;

import java.io.IOException;
import java.nio.file.Path;

/** The row "Max open files" of {@code /proc/self/limits}. */
final class OpenFileLimits implements AutoCloseable {
  static final long UNKNOWN = -1;

  // Max open files   1024   524288   files
  private static final int SOFT = 3;
  private static final int HARD = 4;

  private final ProcFile limits;
  private final LineScanner lines;
  private final TableText text = new TableText();
  private long soft = UNKNOWN;
  private long hard = UNKNOWN;

  OpenFileLimits(Path root, LineScanner lines) {
    this.limits = new ProcFile(root, "limits");
    this.lines = lines;
    limits.tryOpen();
  }

  /** Reads both limits anew; prlimit(2) can change them at any time. */
  void read() throws IOException {
    soft = UNKNOWN;
    hard = UNKNOWN;
    limits.rewind();
    lines.start(limits);
    while (lines.next()) {
      if (text.split(lines, HARD + 1)
          && text.is(0, "Max")
          && text.is(1, "open")
          && text.is(2, "files")) {
        soft = number(SOFT);
        hard = number(HARD);
        return;
      }
    }
    throw new IOException(limits.path() + ": no row \"Max open files\"");
  }

  /** {@code Long.MAX_VALUE} if unlimited, {@link #UNKNOWN} if it could not be read. */
  long soft() {
    return soft;
  }

  /** As {@link #soft}; what a process without privileges can raise it to. */
  long hard() {
    return hard;
  }

  private long number(int field) {
    return text.is(field, "unlimited") ? Long.MAX_VALUE : text.decimal(field);
  }

  @Override
  public void close() {
    limits.close();
  }
}
