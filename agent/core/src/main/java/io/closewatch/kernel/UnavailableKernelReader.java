package io.closewatch.kernel;

/** Stands in where there is no /proc: every answer is "unknown", with the reason. */
final class UnavailableKernelReader implements KernelReader {
  private final String why;

  UnavailableKernelReader(String why) {
    this.why = why;
  }

  @Override
  public KernelSnapshot read(FdQuery tracked) {
    return unavailable(tracked, why);
  }

  @Override
  public void close() {}

  static KernelSnapshot unavailable(FdQuery tracked, String why) {
    for (int i = 0; i < tracked.size(); i++) {
      tracked.answer(i, FdQuery.UNKNOWN, null);
    }
    return KernelSnapshot.unavailable(why);
  }
}
