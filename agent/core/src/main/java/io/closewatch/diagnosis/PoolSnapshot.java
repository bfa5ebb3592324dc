package io.closewatch.diagnosis;

import io.closewatch.tracker.FailedLease;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pool of HTTP connections at the moment of a scan. Immutable. */
public final class PoolSnapshot {
  private final String name;
  private final PoolKind kind;
  private final String library;
  private final boolean async;
  private final @Nullable Trace createdAt;
  private final @Nullable Trace usedAt;
  private final long ageMillis;
  private final long unusedMillis;
  private final boolean closed;
  private final int leased;
  private final int available;
  private final int pending;
  private final int max;
  private final int maxPerRoute;
  private final long pendingMillis;
  private final List<PoolRoute> routes;
  private final List<PoolConnection> connections;
  private final long evictedMillis;
  private final long leasedTotal;
  private final long timedOutTotal;
  private final long leasedTwice;
  private final long lostToGc;
  private final List<FailedLease> failures;
  private final long nowNanos;
  private final boolean lockBusy;
  private final String problem;

  private PoolSnapshot(Builder builder) {
    this.name = builder.name;
    this.kind = builder.kind;
    this.library = builder.library;
    this.async = builder.async;
    this.createdAt = builder.createdAt;
    this.usedAt = builder.usedAt;
    this.ageMillis = builder.ageMillis;
    this.unusedMillis = builder.unusedMillis;
    this.closed = builder.closed;
    this.leased = builder.leased;
    this.available = builder.available;
    this.pending = builder.pending;
    this.max = builder.max;
    this.maxPerRoute = builder.maxPerRoute;
    this.pendingMillis = builder.pendingMillis;
    this.routes = Collections.unmodifiableList(new ArrayList<>(builder.routes));
    this.connections = Collections.unmodifiableList(new ArrayList<>(builder.connections));
    this.evictedMillis = builder.evictedMillis;
    this.leasedTotal = builder.leasedTotal;
    this.timedOutTotal = builder.timedOutTotal;
    this.leasedTwice = builder.leasedTwice;
    this.lostToGc = builder.lostToGc;
    this.failures = Collections.unmodifiableList(new ArrayList<>(builder.failures));
    this.nowNanos = builder.nowNanos;
    this.lockBusy = builder.lockBusy;
    this.problem = builder.problem;
  }

  public static Builder of(String name, PoolKind kind) {
    return new Builder(name, kind);
  }

  /**
   * Unique and stable as long as the JVM lives, such as {@code
   * PoolingHttpClientConnectionManager-2}.
   */
  public String name() {
    return name;
  }

  public PoolKind kind() {
    return kind;
  }

  /** Such as {@code Apache HttpClient 4.5.14}, or with the package of a relocated copy. */
  public String library() {
    return library;
  }

  /** An asynchronous client uses it: no thread waits for its connections. */
  public boolean async() {
    return async;
  }

  /** The stack that made it; null if that was before the agent came. */
  public @Nullable Trace createdAt() {
    return createdAt;
  }

  /** The stack that leased from it first; null if that is not known. */
  public @Nullable Trace usedAt() {
    return usedAt;
  }

  public long ageMillis() {
    return ageMillis;
  }

  /** Time since the last lease or release; -1 if there was none. */
  public long unusedMillis() {
    return unusedMillis;
  }

  /** Shut down. */
  public boolean closed() {
    return closed;
  }

  /**
   * Connections in use as the pool itself counts, -1 if unknown; the same holds for the next three.
   */
  public int leased() {
    return leased;
  }

  public int available() {
    return available;
  }

  /** Requests that wait for a connection. */
  public int pending() {
    return pending;
  }

  /** 0: no limit of the whole. */
  public int max() {
    return max;
  }

  /** The default of all routes. */
  public int maxPerRoute() {
    return maxPerRoute;
  }

  /** How long some request has been waiting at every scan. */
  public long pendingMillis() {
    return pendingMillis;
  }

  public List<PoolRoute> routes() {
    return routes;
  }

  /** Leased ones first, then idle ones; oldest first. At most some thousands. */
  public List<PoolConnection> connections() {
    return connections;
  }

  /**
   * Time since somebody last asked it to close idle or expired connections; -1: never since the
   * agent came.
   */
  public long evictedMillis() {
    return evictedMillis;
  }

  /** Leases since the agent came. */
  public long leasedTotal() {
    return leasedTotal;
  }

  /** Leases that timed out since then. */
  public long timedOutTotal() {
    return timedOutTotal;
  }

  /** How often it lent a connection that was out already: the pool is broken. */
  public long leasedTwice() {
    return leasedTwice;
  }

  public long lostToGc() {
    return lostToGc;
  }

  /** The last leases that timed out, oldest first. */
  public List<FailedLease> failures() {
    return failures;
  }

  /** {@link System#nanoTime} of the scan, for the times in {@link #failures}. */
  public long nowNanos() {
    return nowNanos;
  }

  /**
   * Somebody held the pool's lock for as long as the scan would wait; figures may be inconsistent.
   */
  public boolean lockBusy() {
    return lockBusy;
  }

  /** Why the pool could not be read, such as {@code pool not understood: class, version}; or "". */
  public String problem() {
    return problem;
  }

  /** Sets one fact each; what is not set is unknown. */
  public static final class Builder {
    private final String name;
    private final PoolKind kind;
    private String library = "";
    private boolean async = false;
    private @Nullable Trace createdAt = null;
    private @Nullable Trace usedAt = null;
    private long ageMillis = -1;
    private long unusedMillis = -1;
    private boolean closed = false;
    private int leased = -1;
    private int available = -1;
    private int pending = -1;
    private int max = -1;
    private int maxPerRoute = -1;
    private long pendingMillis = 0;
    private List<PoolRoute> routes = Collections.emptyList();
    private List<PoolConnection> connections = Collections.emptyList();
    private long evictedMillis = -1;
    private long leasedTotal = 0;
    private long timedOutTotal = 0;
    private long leasedTwice = 0;
    private long lostToGc = 0;
    private List<FailedLease> failures = Collections.emptyList();
    private long nowNanos = 0;
    private boolean lockBusy = false;
    private String problem = "";

    private Builder(String name, PoolKind kind) {
      this.name = name;
      this.kind = kind;
    }

    public Builder library(String value) {
      library = value;
      return this;
    }

    public Builder async(boolean value) {
      async = value;
      return this;
    }

    public Builder createdAt(@Nullable Trace value) {
      createdAt = value;
      return this;
    }

    public Builder usedAt(@Nullable Trace value) {
      usedAt = value;
      return this;
    }

    public Builder ageMillis(long value) {
      ageMillis = value;
      return this;
    }

    public Builder unusedMillis(long value) {
      unusedMillis = value;
      return this;
    }

    public Builder closed(boolean value) {
      closed = value;
      return this;
    }

    public Builder leased(int value) {
      leased = value;
      return this;
    }

    public Builder available(int value) {
      available = value;
      return this;
    }

    public Builder pending(int value) {
      pending = value;
      return this;
    }

    public Builder max(int value) {
      max = value;
      return this;
    }

    public Builder maxPerRoute(int value) {
      maxPerRoute = value;
      return this;
    }

    public Builder pendingMillis(long value) {
      pendingMillis = value;
      return this;
    }

    public Builder routes(List<PoolRoute> value) {
      routes = value;
      return this;
    }

    public Builder connections(List<PoolConnection> value) {
      connections = value;
      return this;
    }

    public Builder evictedMillis(long value) {
      evictedMillis = value;
      return this;
    }

    public Builder leasedTotal(long value) {
      leasedTotal = value;
      return this;
    }

    public Builder timedOutTotal(long value) {
      timedOutTotal = value;
      return this;
    }

    public Builder leasedTwice(long value) {
      leasedTwice = value;
      return this;
    }

    public Builder lostToGc(long value) {
      lostToGc = value;
      return this;
    }

    public Builder failures(List<FailedLease> value) {
      failures = value;
      return this;
    }

    public Builder nowNanos(long value) {
      nowNanos = value;
      return this;
    }

    public Builder lockBusy(boolean value) {
      lockBusy = value;
      return this;
    }

    public Builder problem(String value) {
      problem = value;
      return this;
    }

    public PoolSnapshot build() {
      return new PoolSnapshot(this);
    }
  }
}
