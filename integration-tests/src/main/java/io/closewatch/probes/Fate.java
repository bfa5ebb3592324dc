package io.closewatch.probes;

/** What becomes of one request of a load; chosen by its number, so that every run is the same. */
enum Fate {
  READ("page", 68),
  MISSING("missing", 8),
  MISSING_UNREAD("missing", 4),
  MOVED("moved", 5),
  EMPTY("empty", 4),
  SLOW("slow", 2),
  /** Cancelled before a connection can be leased for it. */
  NOT_BEGUN("page", 2),
  /** Cancelled while the server is silent. */
  CANCELLED("hang", 1),
  /** Cancelled at any moment. */
  ABORTED("slow", 2),
  /** Whoever waits for the answer is interrupted and does not wait any more. */
  INTERRUPTED("page", 4);

  private final String path;
  private final int percent;

  Fate(String path, int percent) {
    this.path = path;
    this.percent = percent;
  }

  static Fate of(int number) {
    int rest = (int) (((number * 2_654_435_761L) >>> 7) % 100);
    for (Fate fate : values()) {
      rest -= fate.percent;
      if (rest < 0) {
        return fate;
      }
    }
    throw new IllegalStateException("percentages");
  }

  /** What comes of it does not depend on time. */
  boolean isCertain() {
    return this != ABORTED && this != INTERRUPTED;
  }

  String path() {
    return path;
  }
}
