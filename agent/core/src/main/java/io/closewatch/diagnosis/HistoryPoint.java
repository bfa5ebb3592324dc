package io.closewatch.diagnosis;

/** What one scan counted, kept for the timeline of a report. Immutable. */
public final class HistoryPoint {
  private final long atMillis;
  private final int open;
  private final int closeWait;
  private final int descriptors;

  /**
   * @param atMillis wall clock of the scan
   * @param open TCP sockets that are open, whether the hooks saw them or not
   * @param closeWait those of them in CLOSE_WAIT; -1 if the kernel could not be asked
   * @param descriptors used descriptors of the process; -1 if the kernel could not be asked
   */
  public HistoryPoint(long atMillis, int open, int closeWait, int descriptors) {
    this.atMillis = atMillis;
    this.open = open;
    this.closeWait = closeWait;
    this.descriptors = descriptors;
  }

  public long atMillis() {
    return atMillis;
  }

  public int open() {
    return open;
  }

  public int closeWait() {
    return closeWait;
  }

  public int descriptors() {
    return descriptors;
  }
}
