package io.closewatch.bootstrap;

import java.net.ProtocolFamily;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The only class that instrumented JDK methods call. Lives in the boot loader; JDK types only, no
 * lambdas, no logging. Hands events to the sink of the agent loader, guards re-entry, swallows and
 * counts whatever the sink throws.
 */
public final class SocketHooks {

  public static final int CLIENT_SOCKET = 0;
  public static final int ACCEPTED_SOCKET = 1;
  public static final int LISTENING_SOCKET = 2;
  public static final int CLIENT_CHANNEL = 3;
  public static final int ACCEPTED_CHANNEL = 4;
  public static final int LISTENING_CHANNEL = 5;
  public static final int CLIENT_ASYNC = 6;
  public static final int ACCEPTED_ASYNC = 7;
  public static final int LISTENING_ASYNC = 8;

  private static final int NO_LISTENER = -1;

  private static final AtomicLong SUPPRESSED = new AtomicLong();
  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();
  private static final ThreadLocal<Integer> ACCEPTING = new ThreadLocal<>();

  private static volatile @Nullable SocketEvents sink;
  private static volatile String lastSuppressed = "";

  /** Events go to {@code events} from now on; null turns the hooks into no-ops. */
  public static void install(@Nullable SocketEvents events) {
    sink = events;
  }

  /** The installed sink, or null. */
  public static @Nullable SocketEvents installed() {
    return sink;
  }

  /** A java.net socket was created; {@code server} is the JDK's own mark of a ServerSocket. */
  public static void socketCreated(Object impl, int fd, boolean server) {
    opened(server ? LISTENING_SOCKET : CLIENT_SOCKET, impl, fd, NO_LISTENER);
  }

  /** As above; {@code serverMark} is a ServerSocket or null on 8 and 11, a Boolean on 13 to 17. */
  public static void plainSocketCreated(Object impl, int fd, @Nullable Object serverMark) {
    socketCreated(impl, fd, serverMark != null && !Boolean.FALSE.equals(serverMark));
  }

  /** accept() filled {@code impl}. */
  public static void socketAccepted(Object impl, int fd, int listenerFd) {
    opened(ACCEPTED_SOCKET, impl, fd, listenerFd);
  }

  /** accept() of a listening channel begins on this thread; it may block. */
  public static void acceptBegins(int listenerFd) {
    if (sink != null) {
      ACCEPTING.set(listenerFd);
    }
  }

  /** accept() returns or throws. */
  public static void acceptEnds() {
    if (ACCEPTING.get() != null) {
      ACCEPTING.set(null);
    }
  }

  /** The constructor that accept() calls ended; the listener is the one this thread accepts on. */
  public static void channelAccepted(Object channel, int fd, @Nullable Object family) {
    if (!isUnixDomain(family)) {
      Integer listenerFd = ACCEPTING.get();
      opened(ACCEPTED_CHANNEL, channel, fd, listenerFd == null ? NO_LISTENER : listenerFd);
    }
  }

  /**
   * A channel's constructor ended; {@code family} is null where the JDK has no such field (8, 11).
   */
  public static void channelOpened(int kind, Object channel, int fd, @Nullable Object family) {
    if (!isUnixDomain(family)) {
      opened(kind, channel, fd, NO_LISTENER);
    }
  }

  public static void closing(Object owner, int fd) {
    SocketEvents events = sink;
    if (events == null || fd < 0) {
      return;
    }
    try {
      events.closing(owner, fd);
    } catch (Throwable t) {
      suppressed(t);
    }
  }

  public static void closed(Object owner, int fd) {
    SocketEvents events = sink;
    if (events == null || fd < 0 || INSIDE.get() != null) {
      return;
    }
    INSIDE.set(Boolean.TRUE);
    try {
      events.closed(owner, fd);
    } catch (Throwable t) {
      suppressed(t);
    } finally {
      INSIDE.set(null);
    }
  }

  public static void released(int fd) {
    SocketEvents events = sink;
    if (events == null || fd < 0) {
      return;
    }
    try {
      events.released(fd);
    } catch (Throwable t) {
      suppressed(t);
    }
  }

  /** getInputStream() or getOutputStream() of a SocketImpl returns. */
  public static void streamTaken(Object impl, int fd) {
    SocketEvents events = sink;
    if (events == null || fd < 0 || INSIDE.get() != null) {
      return;
    }
    INSIDE.set(Boolean.TRUE);
    try {
      events.handled(impl, fd);
    } catch (Throwable t) {
      suppressed(t);
    } finally {
      INSIDE.set(null);
    }
  }

  /** register() of a selector returns; {@code key} is new. */
  public static void registered(int fd, SelectionKey key) {
    SocketEvents events = sink;
    if (events == null || fd < 0 || INSIDE.get() != null) {
      return;
    }
    INSIDE.set(Boolean.TRUE);
    try {
      events.registered(fd, key);
    } catch (Throwable t) {
      suppressed(t);
    } finally {
      INSIDE.set(null);
    }
  }

  /** A select begins on this thread; without a guard, because it is the hottest of all hooks. */
  public static void selecting(Object selector) {
    SocketEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.selecting(selector);
    } catch (Throwable t) {
      suppressed(t);
    }
  }

  /** Opening or accepting ended in an exception, which goes to the application as it is. */
  public static void openFailed(Throwable failure) {
    SocketEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.openFailed(failure);
    } catch (Throwable t) {
      suppressed(t);
    }
  }

  /** Also the exception handler of the inlined advice itself. Never throws. */
  public static void suppressed(Throwable t) {
    SUPPRESSED.incrementAndGet();
    try {
      StackTraceElement[] frames = t.getStackTrace();
      lastSuppressed = t.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    } catch (Throwable ignored) {
      // Out of memory or stack while describing the error: the count is enough.
    }
  }

  /** How many errors of closewatch were swallowed in hooks since the JVM started. */
  public static long suppressedErrors() {
    return SUPPRESSED.get();
  }

  /** The class and place of the last swallowed error, or "". */
  public static String lastSuppressedError() {
    return lastSuppressed;
  }

  private static void opened(int kind, Object owner, int fd, int listenerFd) {
    SocketEvents events = sink;
    if (events == null || fd < 0 || INSIDE.get() != null) {
      return;
    }
    INSIDE.set(Boolean.TRUE);
    try {
      events.opened(kind, owner, fd, listenerFd);
    } catch (Throwable t) {
      suppressed(t);
    } finally {
      INSIDE.set(null);
    }
  }

  private static boolean isUnixDomain(@Nullable Object family) {
    return family instanceof ProtocolFamily && "UNIX".equals(((ProtocolFamily) family).name());
  }

  private SocketHooks() {}
}
