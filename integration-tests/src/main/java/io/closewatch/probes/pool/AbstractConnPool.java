package io.closewatch.probes.pool;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has the library's name and methods, but not its fields; and it is broken. */
public final class AbstractConnPool {

  private final PoolEntry only = new PoolEntry();

  /** Lends the same entry again and again. */
  public PoolEntry lease() {
    return getPoolEntryBlocking("route", null, 0, TimeUnit.SECONDS, null);
  }

  @SuppressWarnings("UnusedVariable") // the signature of the library
  private PoolEntry getPoolEntryBlocking(
      Object route,
      @Nullable Object state,
      long timeout,
      TimeUnit unit,
      @Nullable Future<?> future) {
    return only;
  }

  /** Takes whatever it is given. */
  public void release(PoolEntry entry, boolean reusable) {}
}
