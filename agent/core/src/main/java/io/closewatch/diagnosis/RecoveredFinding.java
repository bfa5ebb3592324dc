package io.closewatch.diagnosis;

/** A leak of earlier scans that is gone now. Immutable. */
public final class RecoveredFinding {
  private final Finding finding;
  private final long firstSeenMillis;
  private final long recoveredMillis;
  private final long lastedMillis;

  /**
   * @param finding as it was last seen
   * @param firstSeenMillis wall clock of the first scan that saw it
   * @param recoveredMillis wall clock of the first scan without it
   * @param lastedMillis the time between the two by a clock that never steps
   */
  public RecoveredFinding(
      Finding finding, long firstSeenMillis, long recoveredMillis, long lastedMillis) {
    this.finding = finding;
    this.firstSeenMillis = firstSeenMillis;
    this.recoveredMillis = recoveredMillis;
    this.lastedMillis = lastedMillis;
  }

  public Finding finding() {
    return finding;
  }

  public long firstSeenMillis() {
    return firstSeenMillis;
  }

  public long recoveredMillis() {
    return recoveredMillis;
  }

  public long lastedMillis() {
    return lastedMillis;
  }
}
