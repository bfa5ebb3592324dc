package io.closewatch.monitor.exit;

/** Time as it passes. */
public final class RealPause implements Pause {

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  @Override
  public void collectGarbage() {
    System.gc();
  }
}
