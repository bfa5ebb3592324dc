package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.SocketKind.Role;
import java.nio.channels.SelectionKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who should read the sockets of one snapshot, and why nobody does. Made once per snapshot, since
 * one stuck thread keeps sockets waiting that know nothing of it. Immutable.
 */
final class Readers {
  /** Why nobody reads a socket. */
  enum Obstacle {
    /** The thread that handles it stands elsewhere. */
    STUCK_HANDLER,
    /** The thread that selects for it stands elsewhere. */
    STUCK_EVENT_LOOP,
    /** It is registered without OP_READ. */
    NO_INTEREST,
    /** All who could take it over are stuck. */
    QUEUED
  }

  /** Servers that turn the interest off while a worker thread has the request. */
  private static final String[] SERVERS_WITH_WORKERS = {
    "org.apache.tomcat.", "org.apache.coyote.", "org.apache.catalina.", "org.eclipse.jetty.",
    "io.undertow.", "org.xnio.", "org.glassfish.", "sun.net.httpserver."
  };

  private final long graceMillis;
  private final IdentityHashMap<ThreadSnapshot, SocketSnapshot> youngest = new IdentityHashMap<>();
  private final Map<Integer, ThreadSnapshot> stuckLoops = new HashMap<>();
  private final Map<SiteId, Frame> busyHandlers = new HashMap<>();
  private final Set<SiteId> undecidedSites = new HashSet<>();

  private Readers(long graceMillis) {
    this.graceMillis = graceMillis;
  }

  static Readers of(Snapshot snapshot, Graces graces) {
    Readers readers = new Readers(graces.closeWaitMillis());
    for (SocketSnapshot socket : snapshot.sockets()) {
      Handling handling = socket.handling();
      ThreadSnapshot thread = handling == null ? null : handling.thread();
      if (handling != null && thread != null) {
        readers.addThread(socket, thread, handling.selector());
      }
    }
    readers.findBusyHandlers(snapshot);
    return readers;
  }

  private void addThread(
      SocketSnapshot socket, ThreadSnapshot thread, @Nullable SelectorSnapshot selector) {
    if (selector == null) {
      youngest.merge(thread, socket, (a, b) -> a.ageMillis() <= b.ageMillis() ? a : b);
    } else if (thread.stillMillis() > graceMillis && !Whereabouts.isSelecting(thread)) {
      stuckLoops.put(selector.id(), thread);
    }
  }

  /** The handler that holds most of the stuck sockets of each accept line. */
  private void findBusyHandlers(Snapshot snapshot) {
    Map<SiteId, Map<Frame, Integer>> counts = new HashMap<>();
    Map<SiteId, Integer> most = new HashMap<>();
    for (SocketSnapshot socket : snapshot.sockets()) {
      Handling handling = socket.handling();
      if (handling != null && handling.selector() == null && isUndecided(socket)) {
        undecidedSites.add(SiteId.of(socket.site()));
      }
      Frame line = Handlers.line(handling);
      if (line != null
          && socket.site().kind().role() == Role.ACCEPTED
          && obstacle(socket) == Obstacle.STUCK_HANDLER) {
        SiteId site = SiteId.of(socket.site());
        int count =
            counts.computeIfAbsent(site, key -> new HashMap<>()).merge(line, 1, Integer::sum);
        if (count > most.getOrDefault(site, 0)) {
          most.put(site, count);
          busyHandlers.put(site, line);
        }
      }
    }
  }

  /** Why nobody reads the socket, or null if nothing is known to keep it from being read. */
  @Nullable Obstacle obstacle(SocketSnapshot socket) {
    TcpRow row = socket.row();
    if (row == null || !isWaiting(socket, row)) {
      return null;
    }
    boolean bytes = unreadBytes(row) > 0;
    Handling handling = socket.handling();
    if (handling == null) {
      return bytes && busyHandlers.containsKey(SiteId.of(socket.site())) ? Obstacle.QUEUED : null;
    }
    SelectorSnapshot selector = handling.selector();
    if (selector == null) {
      return bytes && isStuck(socket, handling) ? Obstacle.STUCK_HANDLER : null;
    }
    if (stuckLoops.containsKey(selector.id())) {
      return Obstacle.STUCK_EVENT_LOOP;
    }
    return isOutOfInterest(socket, row, handling, selector) ? Obstacle.NO_INTEREST : null;
  }

  /**
   * True if the socket waits for a thread that is at work elsewhere, but has not stood still for
   * long enough to be called stuck: it may well come back, and read and close.
   */
  boolean isUndecided(SocketSnapshot socket) {
    TcpRow row = socket.row();
    if (row == null || !isWaiting(socket, row) || obstacle(socket) != null) {
      return false;
    }
    boolean bytes = unreadBytes(row) > 0;
    Handling handling = socket.handling();
    if (handling == null) {
      return bytes && undecidedSites.contains(SiteId.of(socket.site()));
    }
    ThreadSnapshot thread = handling.thread();
    if (thread == null || thread.stillMillis() > graceMillis) {
      return false;
    }
    return handling.selector() == null
        ? bytes && !Whereabouts.isReadingItself(thread) && isAtWork(socket, handling)
        : !Whereabouts.isSelecting(thread);
  }

  /** The thread that should read the socket, or null if it is not known. */
  @Nullable ThreadSnapshot reader(SocketSnapshot socket) {
    Handling handling = socket.handling();
    if (handling == null) {
      return null;
    }
    SelectorSnapshot selector = handling.selector();
    ThreadSnapshot loop = selector == null ? null : stuckLoops.get(selector.id());
    return loop == null ? handling.thread() : loop;
  }

  /** The handler that a socket waits for which no one has taken over, or null if there is none. */
  @Nullable Frame busyHandler(SocketSnapshot socket) {
    return busyHandlers.get(SiteId.of(socket.site()));
  }

  /**
   * Whether the socket's thread is still inside the code that took it over. A thread that took over
   * another one since, which is younger, has done with this one or has forgotten it.
   */
  boolean isAtWork(SocketSnapshot socket, Handling handling) {
    ThreadSnapshot thread = handling.thread();
    return thread != null && youngest.get(thread) == socket && Handlers.isInside(handling);
  }

  /** The peer's bytes that nobody has read; a FIN, or the close_notify of TLS, is none. */
  static long unreadBytes(TcpRow row) {
    if (row.state() == TcpState.ESTABLISHED) {
      return row.rxQueue();
    }
    return UnreadData.of(row) == UnreadData.BYTES ? row.rxQueue() - 1 : 0;
  }

  private boolean isWaiting(SocketSnapshot socket, TcpRow row) {
    return (row.state() == TcpState.CLOSE_WAIT || row.state() == TcpState.ESTABLISHED)
        && row.rxQueue() > 0
        && socket.quietMillis() > graceMillis
        && socket.closingMillis() < 0
        && socket.ownerReachable()
        && socket.link() != Link.OTHER
        && socket.link() != Link.GONE;
  }

  private boolean isStuck(SocketSnapshot socket, Handling handling) {
    ThreadSnapshot thread = handling.thread();
    return thread != null
        && thread.stillMillis() > graceMillis
        && !Whereabouts.isReadingItself(thread)
        && isAtWork(socket, handling);
  }

  private static boolean isOutOfInterest(
      SocketSnapshot socket, TcpRow row, Handling handling, SelectorSnapshot selector) {
    int ops = selector.interestOps();
    if (!selector.isRegistered()
        || handling.threadEnded()
        || ops < 0
        || (ops & SelectionKey.OP_READ) != 0) {
      return false;
    }
    boolean peerDoesNotRead = (ops & SelectionKey.OP_WRITE) != 0 && row.txQueue() > 0;
    boolean finAlone = unreadBytes(row) == 0;
    return !peerDoesNotRead
        && !isOfServerWithWorkers(socket)
        && !(finAlone && Remedies.library(socket.trace()) != null);
  }

  /**
   * True if a worker of the server may still be at the request: while one is, the server does not
   * listen to the connection, and closes it when the request has ended.
   */
  static boolean mayBeAtWork(SocketSnapshot socket) {
    if (socket.site().kind().role() != Role.ACCEPTED || !isOfServerWithWorkers(socket)) {
      return false;
    }
    Handling handling = socket.handling();
    if (handling == null) {
      return true;
    }
    SelectorSnapshot selector = handling.selector();
    return selector == null
        ? !handling.hasLeft()
        : !selector.isRegistered() || (selector.interestOps() & SelectionKey.OP_READ) == 0;
  }

  private static boolean isOfServerWithWorkers(SocketSnapshot socket) {
    for (Frame frame : socket.trace().frames()) {
      for (String server : SERVERS_WITH_WORKERS) {
        if (frame.className().startsWith(server)) {
          return true;
        }
      }
      if (!FrameOrigin.isJdk(frame.className()) && !FrameOrigin.isLibrary(frame.className())) {
        return false; // whoever is further out only calls the application
      }
    }
    return false;
  }
}
