package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.SelectorSnapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import io.closewatch.tracker.Trace;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who took the sockets of a finding over. */
final class HandlingText {
  private static final int SELECTORS_SHOWN = 3;

  /**
   * The sockets of the finding; where it has none because connections wait that have no descriptor
   * yet, the listening sockets that they wait for.
   */
  static List<SocketSnapshot> socketsOf(Finding finding, Report report) {
    SiteSnapshot site = finding.site();
    if (finding.kind() != FindingKind.NOT_ACCEPTED
        || site == null
        || !finding.sockets().isEmpty()) {
      return finding.sockets();
    }
    List<SocketSnapshot> listeners = new ArrayList<>();
    for (SocketSnapshot socket : report.snapshot().sockets()) {
      if (socket.site().kind() == site.kind() && socket.site().frame().equals(site.frame())) {
        listeners.add(socket);
      }
    }
    return listeners;
  }

  /** The line of the application that took most of the sockets over, or null if none is known. */
  static @Nullable Frame handledAt(List<SocketSnapshot> sockets) {
    return Groups.of(sockets, HandlingText::handledAt).biggestKey();
  }

  private static @Nullable Frame handledAt(SocketSnapshot socket) {
    Trace taken = takenAt(socket);
    if (taken == null) {
      return null;
    }
    int site = taken.siteIndex();
    return site >= 0 && site < taken.frames().size() ? taken.frames().get(site) : null;
  }

  /** The stack that took most of the sockets over; null if it is none but the opening one. */
  static StackText.@Nullable Section takenOver(List<SocketSnapshot> sockets) {
    List<SocketSnapshot> taken = new ArrayList<>();
    boolean registered = false;
    for (SocketSnapshot socket : sockets) {
      Handling handling = socket.handling();
      Trace trace = takenAt(socket);
      if (handling != null && trace != null && !trace.equals(socket.trace())) {
        taken.add(socket);
        registered |= handling.selector() != null;
      }
    }
    if (taken.isEmpty()) {
      return null;
    }
    String some = taken.size() == sockets.size() ? "" : taken.size() + " ";
    if (registered) { // the thread is the one that selects, not the one that registered
      return StackText.Section.of(
          some + "registered with a selector here", taken, HandlingText::takenAt, socket -> "");
    }
    boolean listening = sockets.get(0).site().kind().role() == Role.LISTENING;
    return StackText.Section.of(
        some + (listening ? "last asked for a connection" : "handled"),
        taken,
        HandlingText::takenAt,
        HandlingText::threadName);
  }

  /** One line on the selectors that the channels are registered with, or "". */
  static String selectors(List<SocketSnapshot> sockets) {
    List<String> registrations = new ArrayList<>();
    for (SocketSnapshot socket : sockets) {
      Handling handling = socket.handling();
      SelectorSnapshot selector = handling == null ? null : handling.selector();
      if (selector != null) {
        registrations.add(interest(selector));
      }
    }
    return registrations.isEmpty()
        ? ""
        : "Registered with a selector: " + Wording.tally(registrations, SELECTORS_SHOWN);
  }

  private static String interest(SelectorSnapshot selector) {
    int ops = selector.interestOps();
    if (!selector.isRegistered() || ops < 0) {
      return "(key cancelled)";
    }
    List<String> names = operations(ops);
    return names.isEmpty() ? "for no operation" : "for " + String.join("|", names);
  }

  /** The names of the operations of a selection key that is valid. */
  static List<String> operations(int ops) {
    List<String> names = new ArrayList<>();
    add(names, ops, SelectionKey.OP_READ, "OP_READ");
    add(names, ops, SelectionKey.OP_WRITE, "OP_WRITE");
    add(names, ops, SelectionKey.OP_CONNECT, "OP_CONNECT");
    add(names, ops, SelectionKey.OP_ACCEPT, "OP_ACCEPT");
    return names;
  }

  private static void add(List<String> names, int ops, int op, String name) {
    if ((ops & op) != 0) {
      names.add(name);
    }
  }

  private static @Nullable Trace takenAt(SocketSnapshot socket) {
    Handling handling = socket.handling();
    return handling == null || handling.takenAt().frames().isEmpty() ? null : handling.takenAt();
  }

  private static String threadName(SocketSnapshot socket) {
    Handling handling = socket.handling();
    return handling == null ? "" : handling.threadName();
  }

  private HandlingText() {}
}
