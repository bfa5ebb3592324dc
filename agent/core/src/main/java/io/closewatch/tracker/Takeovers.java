package io.closewatch.tracker;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes sockets over after they were opened: accepts on a listener, asks for a stream,
 * registers a channel, selects. Stacks are walked once for what a thread does in the same way
 * again. Called by hooks; takes no lock.
 */
final class Takeovers {
  private final TraceTable traces;
  private final Handlers handlers = new Handlers();
  private final Registrars registrars = new Registrars();
  private final SelectorThreads selectorThreads = new SelectorThreads();

  Takeovers(TraceTable traces) {
    this.traces = traces;
  }

  /** A channel is read without a stream: until a selector has it, by the thread that opened it. */
  void opened(TrackedSocket socket, Thread thread) {
    if (socket.kind() == SocketKind.CLIENT_CHANNEL) {
      socket.takeover(handlers.of(thread, null));
    }
  }

  /**
   * Stack and site of an accept. The stack of an acceptor hardly ever varies: it is walked once.
   */
  Origin originOfAccept(SocketKind kind, @Nullable TrackedSocket listener, Thread thread) {
    if (listener == null) {
      return traces.originOfCaller(kind);
    }
    Takeover before = listener.takeover();
    Origin known = before instanceof Acceptance ? ((Acceptance) before).ifBy(thread) : null;
    if (known != null) {
      return known;
    }
    Origin fresh = traces.originOfCaller(kind);
    Handler acceptor = handlers.of(thread, fresh.trace());
    listener.takeover(
        new Acceptance(acceptor, fresh, before == null ? null : before.registration()));
    return fresh;
  }

  /** A stream was asked for; on 8 and 11 that may come before each read. */
  void handled(TrackedSocket socket, Thread thread) {
    if (socket.takeover() != null) {
      return;
    }
    if (socket.kind().role() == SocketKind.Role.CLIENT
        && socket.threadName().equals(ThreadName.of(thread))) {
      socket.takeover(handlers.of(thread, null));
      return;
    }
    Trace trace = stackOfCaller();
    if (!SiteRule.isInsideAccept(trace)) {
      socket.takeover(handlers.of(thread, trace));
    }
  }

  void registered(TrackedSocket socket, SelectionKey key, Thread thread) {
    Takeover before = socket.takeover();
    Registration registration = new Registration(key, registrar(socket, key, thread));
    socket.takeover(
        before instanceof Acceptance ? ((Acceptance) before).with(registration) : registration);
  }

  /** A channel that goes from selector to selector on one thread is not worth a walk each time. */
  private Handler registrar(TrackedSocket socket, SelectionKey key, Thread thread) {
    Takeover before = socket.takeover();
    if (before instanceof Registration && before.handler().get() == thread) {
      return before.handler();
    }
    if (socket.kind() != SocketKind.ACCEPTED_CHANNEL) {
      return handlers.of(thread, stackOfCaller());
    }
    Trace known = registrars.stackOf(thread, key.selector(), socket.trace());
    if (known == null) {
      known = stackOfCaller();
      registrars.registered(thread, key.selector(), socket.trace(), known);
    }
    return handlers.of(thread, known);
  }

  void selecting(Object selector, Thread thread) {
    selectorThreads.selecting(selector, thread);
  }

  /** The live threads that were seen to run {@code selector}, the newest first. */
  List<Thread> selectingThreads(Selector selector) {
    return selectorThreads.of(selector);
  }

  private Trace stackOfCaller() {
    Trace trace = traces.traceOfCaller();
    return trace == null ? TraceTable.OTHER_TRACE : trace;
  }
}
