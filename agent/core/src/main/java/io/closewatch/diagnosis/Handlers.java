package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who took a socket over, and tells it in the lines of the evidence. */
final class Handlers {
  private static final int SHOWN = 3;
  private static final int NAME_LENGTH = 60;

  /** The application's line that took the socket over, or null if none is known. */
  static @Nullable Frame line(@Nullable Handling handling) {
    if (handling == null) {
      return null;
    }
    Trace taken = handling.takenAt();
    return taken.siteIndex() >= 0 ? CallSites.of(taken) : null;
  }

  /**
   * Whether the thread is still in the code that took the socket over: in the method of the call
   * site at any line, or in a caller of it that has not gone on to another line.
   */
  static boolean isInside(Handling handling) {
    ThreadSnapshot thread = handling.thread();
    int site = handling.takenAt().siteIndex();
    if (thread == null || site < 0) {
      return false;
    }
    List<Frame> taken = handling.takenAt().frames();
    for (int i = site; i < taken.size(); i++) {
      boolean anyLine = i == site;
      if (Whereabouts.isApplication(taken.get(i))
          && stands(thread.frames(), taken.get(i), anyLine)) {
        return true;
      }
    }
    return false;
  }

  private static boolean stands(List<Frame> stack, Frame in, boolean anyLine) {
    for (int i = 0; i < stack.size(); i++) {
      Frame frame = stack.get(i);
      if ((anyLine || frame.line() == in.line())
          && frame.methodName().equals(in.methodName())
          && frame.className().equals(in.className())) {
        return anyLine || i == 0 || !isExit(stack.get(i - 1));
      }
    }
    return false;
  }

  /** {@code System.exit(new App().run())}: what was called there before has returned. */
  private static boolean isExit(Frame callee) {
    return callee.methodName().equals("exit")
        && (callee.className().equals("java.lang.System")
            || callee.className().equals("java.lang.Runtime"));
  }

  /** Who handled the sockets and what became of it; empty where nobody is known. */
  static List<String> evidence(List<SocketSnapshot> sockets) {
    Set<ThreadSnapshot> inside = new LinkedHashSet<>();
    for (SocketSnapshot socket : sockets) {
      Handling handling = socket.handling();
      ThreadSnapshot thread = handling == null ? null : handling.thread();
      if (handling != null && thread != null && isInside(handling)) {
        inside.add(thread);
      }
    }
    List<String> lines = takenOver(sockets);
    lines.addAll(standing("reader: ", new ArrayList<>(inside)));
    return lines;
  }

  /** {@code handled at com.acme.Handler.serve(Handler.java:40) by thread pool-1-thread-3}. */
  static List<String> takenOver(List<SocketSnapshot> sockets) {
    Map<Frame, List<String>> threadsByLine = new LinkedHashMap<>();
    for (SocketSnapshot socket : sockets) {
      Handling handling = socket.handling();
      Frame line = line(handling);
      if (handling != null && line != null) {
        threadsByLine.computeIfAbsent(line, key -> new ArrayList<>()).add(thread(handling));
      }
    }
    List<String> lines = new ArrayList<>();
    threadsByLine.forEach(
        (line, threads) -> lines.add("handled at " + line.location() + " by " + threads(threads)));
    return lines;
  }

  /** {@code thread t-3 is blocked at com.acme.Db.query(Db.java:12) for 3m 20s (WAITING)}. */
  static String standing(ThreadSnapshot thread) {
    Frame at = Whereabouts.at(thread);
    return "thread "
        + name(thread.name())
        + " is blocked"
        + (at == null ? "" : " at " + at.location())
        + " for "
        + Wording.duration(thread.stillMillis())
        + " ("
        + thread.state()
        + ")";
  }

  /** One line for each of the first threads, and how many more there are. */
  static List<String> standing(String title, List<ThreadSnapshot> threads) {
    List<String> lines = new ArrayList<>();
    for (ThreadSnapshot thread : threads.subList(0, Math.min(SHOWN, threads.size()))) {
      lines.add(title + standing(thread));
    }
    if (threads.size() > SHOWN) {
      lines.add("and " + Wording.count(threads.size() - SHOWN, "more thread"));
    }
    return lines;
  }

  static String threads(List<String> names) {
    return (names.stream().distinct().count() == 1 ? "thread " : "threads ")
        + Wording.tally(names, SHOWN);
  }

  /** A name of any length, so that the line still reads as a line. */
  static String name(String thread) {
    return thread.length() <= NAME_LENGTH ? thread : thread.substring(0, NAME_LENGTH - 3) + "...";
  }

  private static String thread(Handling handling) {
    String name = name(handling.threadName());
    if (handling.threadEnded()) {
      return name + ", which has ended";
    }
    boolean left = handling.selector() == null && handling.thread() != null && !isInside(handling);
    return !left ? name : name + ", which has left it";
  }

  private Handlers() {}
}
