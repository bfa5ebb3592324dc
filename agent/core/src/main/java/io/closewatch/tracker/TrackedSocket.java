package io.closewatch.tracker;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One open socket. The reference to its owner (SocketImpl or channel) is weak: a strong one would
 * keep a leaked java.net socket from being closed by the JDK's cleaner, and would pin the class
 * loader of an application. Written by hooks, read by the scan; each field on its own is
 * consistent.
 */
public final class TrackedSocket extends WeakReference<Object> {
  /** {@link System#nanoTime} may be any number: this one stands for "never". */
  static final long NEVER = Long.MIN_VALUE;

  private final int fd;
  private final SocketKind kind;
  private final Origin origin;
  private final String threadName;
  private final long openedNanos;
  private final @Nullable ContextLoader context;

  private volatile long closingNanos = NEVER;
  private volatile @Nullable String closingThread;
  private volatile @Nullable Trace closedBy;
  private volatile boolean closedByFinalizer;
  private volatile boolean lost;
  private volatile @Nullable Takeover takeover;
  private @Nullable Object note;

  TrackedSocket(
      int fd,
      SocketKind kind,
      Object owner,
      Origin origin,
      String threadName,
      @Nullable ContextLoader context,
      long openedNanos) {
    super(owner);
    this.fd = fd;
    this.kind = kind;
    this.origin = origin;
    this.threadName = threadName;
    this.openedNanos = openedNanos;
    this.context = context;
  }

  public int fd() {
    return fd;
  }

  public SocketKind kind() {
    return kind;
  }

  public Trace trace() {
    return origin.trace();
  }

  public String threadName() {
    return threadName;
  }

  /** The webapp that opened it, or ""; only for the thread that scans. */
  public String webapp() {
    return context == null ? "" : context.webapp();
  }

  /** {@link System#nanoTime} at the open. */
  public long openedNanos() {
    return openedNanos;
  }

  public boolean isClosing() {
    return closingNanos != NEVER;
  }

  /** {@link System#nanoTime} of the first close(); meaningless unless {@link #isClosing()}. */
  public long closingNanos() {
    return closingNanos;
  }

  /** The thread that called close() first, or "". */
  public String closingThread() {
    String name = closingThread;
    return name == null ? "" : name;
  }

  /** The stack of the close() that left the fd open, or null. */
  public @Nullable Trace closedBy() {
    return closedBy;
  }

  /** False once the garbage collector has cleared the owner. */
  public boolean ownerReachable() {
    return get() != null;
  }

  /** What the scan remembers of this socket; only for the thread that scans. */
  public @Nullable Object note() {
    return note;
  }

  public void note(Object remembered) {
    note = remembered;
  }

  CallSite site() {
    return origin.site();
  }

  boolean belongsTo(Object owner) {
    Object mine = get();
    // A finalizer that closes its socket comes after the reference was cleared.
    return mine == owner || mine == null;
  }

  void closing(long nanos, Thread by, boolean finalizer) {
    if (closingNanos == NEVER) {
      closedByFinalizer = finalizer;
      closingThread = by.getName();
      closingNanos = nanos;
    }
  }

  void closedBy(Trace trace) {
    if (closedBy == null) {
      closedBy = trace;
    }
  }

  /**
   * True if no code of the application asked for this release: the JDK's cleaner or a finalizer
   * did.
   */
  boolean isReleasedByGc() {
    return kind.family() == SocketKind.Family.SOCKET && (!isClosing() || closedByFinalizer);
  }

  /** True if the library that opened it lost it: no code can close it any more. */
  public boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
  }

  /** Who handles a connection, or accepts on a listener; null if nobody is known. */
  public @Nullable Handler handler() {
    Takeover by = takeover;
    return by == null ? null : by.handler();
  }

  /** The stack with which that handler took over. */
  public Trace takenAt(Handler by) {
    Trace own = by.takenAt();
    return own == null ? trace() : own;
  }

  /** The last registration with a selector, or null. */
  public @Nullable Registration registration() {
    Takeover by = takeover;
    return by == null ? null : by.registration();
  }

  @Nullable Takeover takeover() {
    return takeover;
  }

  void takeover(Takeover by) {
    if (lost) {
      lost = false; // it is in use
    }
    takeover = by;
  }
}
