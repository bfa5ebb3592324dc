package io.closewatch.pool;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.Endpoint;
import io.closewatch.tracker.Lease;
import org.jspecify.annotations.Nullable;

/** One connection of a pool as the library tells it; holds nothing of the library. Immutable. */
public final class ConnectionReading {
  private final PoolState state;
  private final String route;
  private final Ends ends;
  private final long idleMillis;
  private final long keptMillis;
  private final @Nullable Lease lease;

  ConnectionReading(
      PoolState state,
      String route,
      Ends ends,
      long idleMillis,
      long keptMillis,
      @Nullable Lease lease) {
    this.state = state;
    this.route = route;
    this.ends = ends;
    this.idleMillis = idleMillis;
    this.keptMillis = keptMillis;
    this.lease = lease;
  }

  public PoolState state() {
    return state;
  }

  /** Where the pool thinks that it leads; "" if not known. */
  public String route() {
    return route;
  }

  public boolean open() {
    return ends.open;
  }

  public @Nullable Endpoint local() {
    return ends.local;
  }

  public @Nullable Endpoint remote() {
    return ends.remote;
  }

  /** How long it has been idle by the pool's own clock; -1 if unknown or leased. */
  public long idleMillis() {
    return idleMillis;
  }

  /** As {@link io.closewatch.diagnosis.PoolConnection#keptMillis}. */
  public long keptMillis() {
    return keptMillis;
  }

  /** Null if idle, or leased before the agent came. */
  public @Nullable Lease lease() {
    return lease;
  }
}
