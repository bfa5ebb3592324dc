package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a thread stands, and in which kind of call of the JDK. */
final class Whereabouts {
  private static final Set<String> CONNECTIONS =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "java.net.SocketInputStream",
                  "java.net.SocketOutputStream",
                  "java.net.Socket$SocketInputStream",
                  "java.net.Socket$SocketOutputStream",
                  "sun.nio.ch.NioSocketImpl",
                  "sun.nio.ch.SocketChannelImpl",
                  "sun.nio.ch.SocketDispatcher")));

  /** Clients that the JDK brings: their reads are not reads of the caller's own socket. */
  private static final String[] JDK_CLIENTS = {
    "sun.net.www.", "jdk.internal.net.http.", "com.sun.jndi.", "sun.rmi."
  };

  /** The innermost frame of the application, else of a library, else of all; null if none. */
  static @Nullable Frame at(ThreadSnapshot thread) {
    List<Frame> frames = thread.frames();
    int end = endOfJdk(frames);
    for (int i = end; i < frames.size(); i++) {
      if (isApplication(frames.get(i))) {
        return frames.get(i);
      }
    }
    return end < frames.size() ? frames.get(end) : frames.isEmpty() ? null : frames.get(0);
  }

  static boolean isApplication(Frame frame) {
    return !FrameOrigin.isJdk(frame.className()) && !FrameOrigin.isLibrary(frame.className());
  }

  /** Waits in read() of a connection. */
  static boolean isReading(ThreadSnapshot thread) {
    return isInConnection(thread, "read");
  }

  /** Waits in write() of a connection. */
  static boolean isWriting(ThreadSnapshot thread) {
    return isInConnection(thread, "write");
  }

  /** Waits in read(), and the application itself called it: not through a driver or a client. */
  static boolean isReadingItself(ThreadSnapshot thread) {
    if (!isReading(thread)) {
      return false;
    }
    for (Frame frame : thread.frames()) {
      String name = frame.className();
      if (FrameOrigin.isLibrary(name) || startsWithAny(name, JDK_CLIENTS)) {
        return false;
      }
      if (!FrameOrigin.isJdk(name)) {
        return true;
      }
    }
    return true;
  }

  /** Waits in select(); false within the code that select() has called. */
  static boolean isSelecting(ThreadSnapshot thread) {
    List<Frame> frames = thread.frames();
    for (Frame frame : frames.subList(0, endOfJdk(frames))) {
      if (frame.className().equals("sun.nio.ch.SelectorImpl")
          && frame.methodName().equals("lockAndDoSelect")) {
        return true;
      }
    }
    return false;
  }

  /** Waits in accept(). */
  static boolean isAccepting(ThreadSnapshot thread) {
    List<Frame> frames = thread.frames();
    for (Frame frame : frames.subList(0, endOfJdk(frames))) {
      String method = frame.methodName().toLowerCase(Locale.ROOT);
      if (method.endsWith("accept")
          && (frame.className().startsWith("java.net.")
              || frame.className().startsWith("sun.nio.ch."))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInConnection(ThreadSnapshot thread, String call) {
    List<Frame> frames = thread.frames();
    for (Frame frame : frames.subList(0, endOfJdk(frames))) {
      if (CONNECTIONS.contains(frame.className())
          && frame.methodName().toLowerCase(Locale.ROOT).contains(call)) {
        return true;
      }
    }
    return false;
  }

  /** Index of the first frame that is not the JDK's. */
  private static int endOfJdk(List<Frame> frames) {
    int end = 0;
    while (end < frames.size() && FrameOrigin.isJdk(frames.get(end).className())) {
      end++;
    }
    return end;
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private Whereabouts() {}
}
