package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.SocketKind.Role;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that a library's own thread opened, such as the one that fills a pool of JDBC
 * connections: no line of the application is on the stack, and whoever uses them is elsewhere.
 */
final class LibraryThreads {
  private static final int SHOWN = 3;

  /** Whether such a thread opened the sockets of a group that connects to a server. */
  static boolean opened(SocketGroup group) {
    return group.role() == Role.CLIENT && isOne(group.oldest().trace());
  }

  /** Whether the whole stack is of the JDK and of known libraries. */
  static boolean isOne(Trace trace) {
    if (trace.siteIndex() >= 0 || library(trace) == null) {
      return false;
    }
    for (Frame frame : trace.frames()) {
      String name = frame.className();
      if (!FrameOrigin.isJdk(name) && !FrameOrigin.isLibrary(name)) {
        return false;
      }
    }
    return true;
  }

  /** Which thread opened them, and what that does not tell; empty for other sockets. */
  static List<String> evidence(SocketGroup group) {
    List<String> lines = new ArrayList<>();
    if (opened(group)) {
      List<String> names = new ArrayList<>();
      for (SocketSnapshot socket : group.sockets()) {
        if (!socket.threadName().isEmpty()) {
          names.add(Handlers.name(socket.threadName()));
        }
      }
      lines.add(
          "opened by the library's own "
              + (names.isEmpty() ? "thread" : "thread " + Wording.tally(names, SHOWN))
              + ": who uses the connections is not known");
    }
    return lines;
  }

  /** Where to look instead of the line that opened the socket. */
  static String remedy(Trace trace) {
    String library = library(trace);
    String start =
        "Look for the code that borrows connections from "
            + library
            + ": a thread of that library opened the socket, so no stack here names the borrower.";
    if (library != null && library.startsWith("com.zaxxer.hikari")) {
      return start
          + " HikariConfig.setLeakDetectionThreshold(ms) logs the stack of every borrower that "
          + "does not give its connection back in time.";
    }
    return start;
  }

  /** The package of the outermost library: the pool, not the driver that it calls. */
  private static @Nullable String library(Trace trace) {
    String library = null;
    for (Frame frame : trace.frames()) {
      String name = frame.className();
      if (FrameOrigin.isLibrary(name)) {
        int end = name.lastIndexOf('.');
        library = end < 0 ? name : name.substring(0, end);
      }
    }
    return library;
  }

  private LibraryThreads() {}
}
