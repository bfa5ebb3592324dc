package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.Trace;
import org.jspecify.annotations.Nullable;

/** One tracked socket at the moment of a scan, joined with its kernel row. Immutable. */
public final class SocketSnapshot {
  /** What {@code /proc/self/fd/N} says of the fd. */
  public enum Link {
    /** The fd is still the socket that was opened. */
    SAME_SOCKET,
    /**
     * The fd is open but something else: the JDK's dup2 marker during close, or a close that no
     * hook saw.
     */
    OTHER,
    /** The fd is not open. */
    GONE,
    /** Could not be read. */
    UNKNOWN
  }

  private static final Link[] LINKS = Link.values();

  // As few bytes as will do: tens of thousands of snapshots are held at once.
  private final int fd;
  private final SiteSnapshot site;
  private final Trace trace;
  // The thread's name alone where no webapp is known: tens of thousands are held at once.
  private final Object opener;
  private final long ageMillis;
  private final @Nullable Ending ending;
  private final byte link;
  private final boolean hasRow;
  private final boolean lost;
  private final @Nullable TcpRow lastRow;
  private final long stateMillis;
  private final int quietMillis;
  private final @Nullable Handling handling;

  @SuppressWarnings("EnumOrdinal") // never leaves this object
  private SocketSnapshot(Builder builder) {
    this.fd = builder.fd;
    this.site = builder.site;
    this.trace = builder.trace;
    this.opener =
        builder.webapp.isEmpty()
            ? builder.threadName
            : new Opener(builder.threadName, builder.webapp);
    this.ageMillis = builder.ageMillis;
    this.ending = builder.isEnding() ? new Ending(builder) : null;
    this.link = (byte) builder.link.ordinal();
    this.hasRow = builder.row != null;
    this.lost = builder.lost;
    this.lastRow = builder.lastRow;
    this.stateMillis = builder.stateMillis;
    this.quietMillis =
        (int)
            Math.min(
                Integer.MAX_VALUE,
                builder.quietMillis < 0 ? builder.stateMillis : builder.quietMillis);
    this.handling = builder.handling;
  }

  public static Builder of(int fd, SiteSnapshot site, Trace trace) {
    return new Builder(fd, site, trace);
  }

  public int fd() {
    return fd;
  }

  public SiteSnapshot site() {
    return site;
  }

  /** The stack that opened the socket. */
  public Trace trace() {
    return trace;
  }

  /** Name of the thread that opened it; {@code virtual-<id>} for a nameless virtual thread. */
  public String threadName() {
    return opener instanceof Opener ? ((Opener) opener).threadName : (String) opener;
  }

  /** The webapp of a server that opened it, or "" if that is not known. */
  public String webapp() {
    return opener instanceof Opener ? ((Opener) opener).webapp : "";
  }

  public long ageMillis() {
    return ageMillis;
  }

  /** Time since {@code close()} was first called, or -1 if it never was. */
  public long closingMillis() {
    return ending == null ? -1 : ending.closingMillis;
  }

  /** The stack that called {@code close()}, known only if the fd was not released at once. */
  public @Nullable Trace closedBy() {
    return ending == null ? null : ending.closedBy;
  }

  /** Name of the thread that called {@code close()}, or "". */
  public String closingThreadName() {
    return ending == null ? "" : ending.closingThreadName;
  }

  /** False once the garbage collector has cleared the SocketImpl or channel. */
  public boolean ownerReachable() {
    return ending == null || ending.ownerReachable;
  }

  /**
   * Time since the first scan that found the owner collected; 0 in that scan, and as long as the
   * owner is reachable.
   */
  public long unreachableMillis() {
    return ending == null ? 0 : ending.unreachableMillis;
  }

  /** True if the library that opened it lost it: no code is to blame for it. */
  public boolean isLost() {
    return lost;
  }

  public Link link() {
    return LINKS[link];
  }

  /**
   * The kernel row, or null if there is none (or the tables could not be read: see {@link
   * #link()}).
   */
  public @Nullable TcpRow row() {
    return hasRow ? lastRow : null;
  }

  /**
   * The row of this scan, or else the last one that an earlier scan saw: tells the peer of a dead
   * connection.
   */
  public @Nullable TcpRow lastRow() {
    return lastRow;
  }

  /**
   * Time since the first scan that saw the present TCP state, or the absence of a row; 0 in that
   * scan.
   */
  public long stateMillis() {
    return stateMillis;
  }

  /**
   * Time since the first scan that saw the present TCP state and the present rx_queue: shorter than
   * {@link #stateMillis} where somebody still reads. At most 24 days.
   */
  public long quietMillis() {
    return quietMillis;
  }

  /** Who took the socket over after it was opened, or null if nobody is known. */
  public @Nullable Handling handling() {
    return handling;
  }

  /** The thread that opened a socket, and for which webapp. */
  private static final class Opener {
    private final String threadName;
    private final String webapp;

    Opener(String threadName, String webapp) {
      this.threadName = threadName;
      this.webapp = webapp;
    }
  }

  /** What only few sockets have: tens of thousands of snapshots are held at once. */
  private static final class Ending {
    private final long closingMillis;
    private final @Nullable Trace closedBy;
    private final String closingThreadName;
    private final boolean ownerReachable;
    private final long unreachableMillis;

    Ending(Builder builder) {
      this.closingMillis = builder.closingMillis;
      this.closedBy = builder.closedBy;
      this.closingThreadName = builder.closingThreadName;
      this.ownerReachable = builder.ownerReachable;
      this.unreachableMillis = builder.unreachableMillis;
    }
  }

  /** Collects the facts of one socket. Defaults: reachable, same socket, not closing, no row. */
  public static final class Builder {
    private final int fd;
    private final SiteSnapshot site;
    private final Trace trace;
    private String threadName = "";
    private String webapp = "";
    private long ageMillis;
    private long closingMillis = -1;
    private @Nullable Trace closedBy;
    private String closingThreadName = "";
    private boolean ownerReachable = true;
    private long unreachableMillis;
    private boolean lost;
    private Link link = Link.SAME_SOCKET;
    private @Nullable TcpRow row;
    private @Nullable TcpRow lastRow;
    private long stateMillis;
    private long quietMillis = -1;
    private @Nullable Handling handling;

    private Builder(int fd, SiteSnapshot site, Trace trace) {
      this.fd = fd;
      this.site = site;
      this.trace = trace;
    }

    public Builder threadName(String name) {
      this.threadName = name;
      return this;
    }

    public Builder webapp(String name) {
      this.webapp = name;
      return this;
    }

    public Builder ageMillis(long millis) {
      this.ageMillis = millis;
      return this;
    }

    public Builder closing(long millis, @Nullable Trace by, String onThread) {
      this.closingMillis = millis;
      this.closedBy = by;
      this.closingThreadName = onThread;
      return this;
    }

    public Builder ownerReachable(boolean reachable) {
      this.ownerReachable = reachable;
      return this;
    }

    public Builder unreachableMillis(long millis) {
      this.unreachableMillis = millis;
      return this;
    }

    public Builder lost(boolean byLibrary) {
      this.lost = byLibrary;
      return this;
    }

    public Builder link(Link to) {
      this.link = to;
      return this;
    }

    public Builder row(@Nullable TcpRow now, @Nullable TcpRow last) {
      this.row = now;
      this.lastRow = now == null ? last : now;
      return this;
    }

    public Builder stateMillis(long millis) {
      this.stateMillis = millis;
      return this;
    }

    /** As {@link SocketSnapshot#quietMillis}; without it, as long as the state lasts. */
    public Builder quietMillis(long millis) {
      this.quietMillis = millis;
      return this;
    }

    public Builder handling(@Nullable Handling by) {
      this.handling = by;
      return this;
    }

    private boolean isEnding() {
      return closingMillis >= 0 || closedBy != null || !ownerReachable;
    }

    public SocketSnapshot build() {
      return new SocketSnapshot(this);
    }
  }
}
