package io.closewatch.pool;

import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.tracker.TrackedPool;
import java.util.Collections;
import java.util.List;

/** One pool as its library tells it; holds nothing of the library. Immutable. */
public final class PoolReading {
  private final TrackedPool pool;
  private final String library;
  private final boolean async;
  private final int leased;
  private final int available;
  private final int pending;
  private final int max;
  private final int maxPerRoute;
  private final boolean closed;
  private final boolean lockBusy;
  private final List<PoolRoute> routes;
  private final List<ConnectionReading> connections;
  private final int leftOut;
  private final String problem;

  PoolReading(
      TrackedPool pool,
      String library,
      Contents contents,
      List<PoolRoute> routes,
      List<ConnectionReading> connections,
      int leftOut,
      String problem) {
    this.pool = pool;
    this.library = library;
    this.async = AsyncClients.use(pool);
    this.leased = contents.leased;
    this.available = contents.available;
    this.pending = contents.pending;
    this.max = contents.max;
    this.maxPerRoute = contents.maxPerRoute;
    this.closed = contents.closed || pool.isClosed();
    this.lockBusy = contents.lockBusy;
    this.routes = Collections.unmodifiableList(routes);
    this.connections = Collections.unmodifiableList(connections);
    this.leftOut = leftOut;
    this.problem = problem;
  }

  public TrackedPool pool() {
    return pool;
  }

  /** Such as {@code Apache HttpClient 4.5.14}. */
  public String library() {
    return library;
  }

  /** An asynchronous client uses it. */
  public boolean async() {
    return async;
  }

  /** -1 if unknown; the same holds for the next four. */
  public int leased() {
    return leased;
  }

  public int available() {
    return available;
  }

  public int pending() {
    return pending;
  }

  /** 0: no limit. */
  public int max() {
    return max;
  }

  public int maxPerRoute() {
    return maxPerRoute;
  }

  public boolean closed() {
    return closed;
  }

  public boolean lockBusy() {
    return lockBusy;
  }

  public List<PoolRoute> routes() {
    return routes;
  }

  /** Leased ones first, then idle ones; oldest first. */
  public List<ConnectionReading> connections() {
    return connections;
  }

  /** Connections that were not looked at, since there are too many. */
  public int leftOut() {
    return leftOut;
  }

  /** Why the pool could not be read, or "". */
  public String problem() {
    return problem;
  }
}
