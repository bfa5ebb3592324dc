package io.closewatch.diagnosis;

import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.TcpRow;
import io.closewatch.tracker.TestOrigin;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an HTTP pool at the moment of a scan, in use or idle, joined with its socket.
 * Immutable.
 */
public final class PoolConnection {
  private final PoolState state;
  private final String route;
  private final boolean open;
  private final @Nullable Endpoint local;
  private final @Nullable Endpoint remote;
  private final @Nullable SocketSnapshot socket;
  private final @Nullable TcpRow row;
  private final long sinceMillis;
  private final long quietMillis;
  private final long keptMillis;
  private final @Nullable Handling lease;
  private final boolean leaserLeft;
  private final boolean unclaimed;
  private final @Nullable TestOrigin leasedIn;

  private PoolConnection(Builder builder) {
    this.state = builder.state;
    this.route = builder.route;
    this.open = builder.open;
    this.local = builder.local;
    this.remote = builder.remote;
    this.socket = builder.socket;
    this.row = builder.row;
    this.sinceMillis = builder.sinceMillis;
    this.quietMillis = builder.quietMillis;
    this.keptMillis = builder.keptMillis;
    this.lease = builder.lease;
    this.leaserLeft = builder.leaserLeft;
    this.unclaimed = builder.unclaimed;
    this.leasedIn = builder.leasedIn;
  }

  public static Builder of(PoolState state) {
    return new Builder(state);
  }

  public PoolState state() {
    return state;
  }

  /** Where the pool thinks that it leads, proxies included; "" if not known. */
  public String route() {
    return route;
  }

  /** What {@code isOpen()} of the connection says; false also if the entry has no connection. */
  public boolean open() {
    return open;
  }

  /** This end, as the connection itself tells; null if it is closed, or is no TCP connection. */
  public @Nullable Endpoint local() {
    return local;
  }

  /** The other end: the proxy where there is one. */
  public @Nullable Endpoint remote() {
    return remote;
  }

  /** The tracked socket with these ends, or null if no hook saw it open. */
  public @Nullable SocketSnapshot socket() {
    return socket;
  }

  /** The kernel's row with these ends, also for a socket from before the agent came. */
  public @Nullable TcpRow row() {
    return row;
  }

  /**
   * How long it has been in this state: leased by the hook, idle by the pool's own clock; -1 if
   * unknown.
   */
  public long sinceMillis() {
    return sinceMillis;
  }

  /** Time since the first scan that saw state, kernel state and rx_queue as they are. */
  public long quietMillis() {
    return quietMillis;
  }

  /**
   * For how much longer the pool would keep it if idle; negative: expired already; {@link
   * #KEPT_FOREVER}, {@link #KEPT_UNKNOWN}.
   */
  public long keptMillis() {
    return keptMillis;
  }

  /**
   * Who leased it, and what that thread does now; null if idle, or leased before the agent came.
   */
  public @Nullable Handling lease() {
    return lease;
  }

  /**
   * An earlier scan saw the thread outside of the code that leased it: if it is there now, then for
   * another request.
   */
  public boolean leaserLeft() {
    return leaserLeft;
  }

  /** Whoever asked for it had stopped waiting when it came: nobody has it. */
  public boolean unclaimed() {
    return unclaimed;
  }

  /** The test that leased it, or null. */
  public @Nullable TestOrigin leasedIn() {
    return leasedIn;
  }

  /** The pool would never close it by itself. */
  public static final long KEPT_FOREVER = Long.MAX_VALUE;

  public static final long KEPT_UNKNOWN = Long.MIN_VALUE;

  /** Whether a connection is out of the pool. */
  public enum PoolState {
    LEASED,
    IDLE
  }

  /** Sets one fact each; what is not set is unknown. */
  public static final class Builder {
    private final PoolState state;
    private String route = "";
    private boolean open = false;
    private @Nullable Endpoint local = null;
    private @Nullable Endpoint remote = null;
    private @Nullable SocketSnapshot socket = null;
    private @Nullable TcpRow row = null;
    private long sinceMillis = -1;
    private long quietMillis = 0;
    private long keptMillis = KEPT_UNKNOWN;
    private @Nullable Handling lease = null;
    private boolean leaserLeft = false;
    private boolean unclaimed = false;
    private @Nullable TestOrigin leasedIn = null;

    private Builder(PoolState state) {
      this.state = state;
    }

    public Builder route(String value) {
      route = value;
      return this;
    }

    public Builder open(boolean value) {
      open = value;
      return this;
    }

    public Builder local(@Nullable Endpoint value) {
      local = value;
      return this;
    }

    public Builder remote(@Nullable Endpoint value) {
      remote = value;
      return this;
    }

    public Builder socket(@Nullable SocketSnapshot value) {
      socket = value;
      return this;
    }

    public Builder row(@Nullable TcpRow value) {
      row = value;
      return this;
    }

    public Builder sinceMillis(long value) {
      sinceMillis = value;
      return this;
    }

    public Builder quietMillis(long value) {
      quietMillis = value;
      return this;
    }

    public Builder keptMillis(long value) {
      keptMillis = value;
      return this;
    }

    public Builder lease(@Nullable Handling value) {
      lease = value;
      return this;
    }

    public Builder leaserLeft(boolean value) {
      leaserLeft = value;
      return this;
    }

    public Builder unclaimed(boolean value) {
      unclaimed = value;
      return this;
    }

    public Builder leasedIn(@Nullable TestOrigin value) {
      leasedIn = value;
      return this;
    }

    public PoolConnection build() {
      return new PoolConnection(this);
    }
  }
}
