package io.closewatch.pool;

import io.closewatch.tracker.TrackedPool;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads all pools for one scan. Takes the locks of pools, so it must not be called under a lock of
 * the agent. Bounded in the time that it waits and in the connections that it looks at; whatever a
 * pool throws becomes a problem of that pool. For one thread.
 */
public final class PoolReader {
  private final LockWait wait = new LockWait();
  private final ConnectionBudget budget = new ConnectionBudget();
  private final long nowMillis = System.currentTimeMillis();

  private PoolReader() {}

  /** Those pools that are alive and open, or that connections are still out of. */
  public static List<PoolReading> read(List<TrackedPool> pools) {
    return AccessController.doPrivileged(
        (PrivilegedAction<List<PoolReading>>) () -> new PoolReader().readAll(pools));
  }

  private List<PoolReading> readAll(List<TrackedPool> pools) {
    List<PoolReading> readings = new ArrayList<>(pools.size());
    for (TrackedPool tracked : pools) {
      Object pool = tracked.get();
      if (pool == null || (tracked.isClosed() && tracked.leases().isEmpty())) {
        continue;
      }
      PoolReading reading = read(tracked, pool);
      if (!reading.closed() || !reading.connections().isEmpty()) {
        readings.add(reading);
      }
    }
    return readings;
  }

  private PoolReading read(TrackedPool tracked, Object pool) {
    String library = library(pool);
    Contents contents;
    @Nullable Throwable failure = null;
    try {
      contents = PoolFamilies.read(tracked.kind(), pool, wait);
    } catch (Throwable t) {
      contents = new Contents();
      failure = t;
    }
    String problem = failure == null ? "" : notUnderstood(tracked.className(), library);
    ConnectionReader reader = new ConnectionReader(contents, tracked.isClosed(), budget, nowMillis);
    reader.read(tracked.leases());
    return new PoolReading(
        tracked,
        library,
        contents,
        reader.routes(),
        reader.connections(),
        reader.leftOut(),
        problem);
  }

  private static String notUnderstood(String className, String library) {
    return "pool not understood: " + className + (library.isEmpty() ? "" : ", " + library);
  }

  private static String library(Object pool) {
    try {
      return PoolLibrary.of(pool.getClass());
    } catch (Throwable t) {
      return "";
    }
  }
}
