package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.SocketKind.Family;
import io.closewatch.tracker.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to change where a socket is not closed; depends on who opened it. */
final class Remedies {
  static final String STOP_BLOCKED_CALL =
      "Find the thread that is still inside the socket in a thread dump (jcmd PID "
          + "Thread.print) and let its call return: set a read timeout (setSoTimeout), and "
          + "do not set a long SO_LINGER.";

  private static final String TLS =
      " It is a TLS socket: startHandshake(), and the first read or write, may throw "
          + "(SSLHandshakeException, SSLException, a time-out), and the descriptor stays open then. "
          + "Close the SSLSocket in that path too; if it wraps a plain Socket, pass autoClose=true, "
          + "or close both.";

  private static final Map<String, String> BY_OPENER = new LinkedHashMap<>();

  static {
    BY_OPENER.put(
        "sun.net.www.",
        "This socket belongs to a URLConnection: read its InputStream to the end and close it in "
            + "try-with-resources, after an error status its getErrorStream(); or call "
            + "disconnect().");
    BY_OPENER.put(
        "jdk.internal.net.http.",
        "This socket belongs to a java.net.http.HttpClient: read or close the body of every "
            + "response (BodyHandlers.ofInputStream() gives a stream that must be closed), share "
            + "one client, and close() it at the end (Java 21 or later).");
    BY_OPENER.putAll(ApacheRemedies.BY_PACKAGE);
    BY_OPENER.put(
        "okhttp3.",
        "This socket belongs to an OkHttpClient: close every Response in try-with-resources, also "
            + "when its status is an error, and share one client.");
    BY_OPENER.put(
        "com.sun.jndi.ldap.",
        "This socket belongs to an LDAP context: close every DirContext and NamingEnumeration in a "
            + "finally block.");
    String jdbc =
        "This socket belongs to a JDBC driver: close every Connection in try-with-resources, and "
            + "the data source at the end.";
    BY_OPENER.put("com.mysql.", jdbc);
    BY_OPENER.put("org.postgresql.", jdbc);
    BY_OPENER.put("org.mariadb.", jdbc);
    BY_OPENER.put("oracle.jdbc.", jdbc);
  }

  /** How to make a selector let go of closed channels. */
  static String select(boolean loopEnded) {
    return loopEnded
        ? "The thread that ran the selector has ended: close the selector where its loop ends, in "
            + "a finally block, or channels that are closed later keep their descriptors."
        : "After close(), make the selector select: call selector.selectNow() on its own "
            + "thread, or selector.wakeup() from another one. If its loop has ended or the "
            + "selector is not needed any more, close the selector. If the loop hangs in a "
            + "handler, a thread dump shows where (jcmd PID Thread.print).";
  }

  private static final String ASYNC =
      "AsyncContext.complete() also in onError and onTimeout of an AsyncListener, with "
          + "AsyncContext.setTimeout(); SseEmitter, DeferredResult and ResponseBodyEmitter with a "
          + "time-out, and complete() when sending fails.";

  /** How to close the sockets of the group. */
  static String close(SocketGroup group, boolean unreadBytes) {
    String how = closeByRole(group, unreadBytes);
    return isOwnTls(group.oldest().trace()) ? how + TLS : how;
  }

  /** Whether the application itself opened or accepted a TLS socket of the JDK. */
  static boolean isOwnTls(Trace trace) {
    return isTls(trace) && ofLibrary(trace) == null && library(trace) == null;
  }

  private static boolean isTls(Trace trace) {
    for (Frame frame : trace.frames()) {
      String name = frame.className();
      if (name.startsWith("sun.security.ssl.") || name.startsWith("javax.net.ssl.")) {
        return true;
      }
      if (!FrameOrigin.isJdk(name)) {
        return false;
      }
    }
    return false;
  }

  private static String closeByRole(SocketGroup group, boolean unreadBytes) {
    switch (group.role()) {
      case ACCEPTED:
        return accepted(group) + (unreadBytes ? stuckHandler() : "");
      case LISTENING:
        return "Close the listening socket when its server stops, and before a new one is made: "
            + "in try-with-resources, or in the server's stop method.";
      default:
        return client(group);
    }
  }

  private static String accepted(SocketGroup group) {
    String ports = group.localPorts();
    String where = ports.isEmpty() ? "" : " of " + ports;
    Trace trace = group.oldest().trace();
    if (trace.frames().stream().anyMatch(f -> f.className().startsWith("sun.net.httpserver."))) {
      return "The JDK's HttpServer owns these connections: close every HttpExchange, in a finally "
          + "block of its handler.";
    }
    String server = library(trace);
    if (server != null) {
      return "The server ("
          + server
          + ") closes a connection"
          + where
          + " when its request has ended, so look for requests that never end. Asynchronous ones "
          + "must be completed on every path: "
          + ASYNC
          + " Others are blocked in a handler: a thread dump shows where (jcmd PID Thread.print).";
    }
    Frame handledAt = Handlers.line(group.oldest().handling());
    return "Do not look at the accept line, but at "
        + (handledAt == null
            ? "the code that handles the connections" + where
            : handledAt.location() + ", which handles the connections" + where)
        + ": "
        + handler(group.site().kind().family());
  }

  /** How to end the asynchronous requests that the line to fix begins. */
  static String completeAsync() {
    return "Complete each request that this line makes asynchronous, on every path: " + ASYNC;
  }

  /** What the code that handles accepted connections must do. */
  static String handler(Family family) {
    switch (family) {
      case SOCKET:
        return "its whole body belongs into try (Socket s = accepted) { ... }, or into a try with "
            + "s.close() in finally, so that end of stream, an exception and a time-out all end in "
            + "close(). Close the socket as well if the executor rejects the task.";
      case CHANNEL:
        return "close the channel when read() returns -1, and in the catch block of read() and "
            + "write(). Close it as well if it could not be handed to a worker.";
      default:
        return "close the channel in completed() when a read returns -1, and in failed() of every "
            + "CompletionHandler.";
    }
  }

  private static String stuckHandler() {
    return " Data is unread, so a handler may be blocked, or none is free: a thread dump shows it "
        + "(jcmd PID Thread.print).";
  }

  private static String client(SocketGroup group) {
    Trace trace = group.oldest().trace();
    String known = ofLibrary(trace);
    if (LibraryThreads.opened(group)) {
      return LibraryThreads.remedy(trace) + (known == null ? "" : " " + known);
    }
    if (known != null) {
      return known;
    }
    String library = library(trace);
    if (library != null) {
      return "This socket belongs to a library ("
          + library
          + "): close the client, connection or "
          + "response object that the code at this line got from it, in try-with-resources or in a "
          + "finally block.";
    }
    return rawSocket(group.site().kind());
  }

  private static String rawSocket(SocketKind kind) {
    String onEveryPath = " so that every way out of the code, an exception too, ends in close().";
    switch (kind.family()) {
      case SOCKET:
        return "Open the socket in try-with-resources, try (Socket s = new Socket(host, port)) { ... },"
            + onEveryPath
            + " If it is kept in a field or a list, close() it where it is dropped.";
      case CHANNEL:
        return "Open the channel in try-with-resources, try (SocketChannel c = SocketChannel.open()) "
            + "{ ... },"
            + onEveryPath
            + " With a selector: close the channel when read() returns "
            + "-1 and in the catch block of connect(), finishConnect() and read().";
      default:
        return "Close the channel in completed() when a read returns -1 and in failed() of every "
            + "CompletionHandler.";
    }
  }

  /** What to close where a known client library opened a socket; else null. */
  static @Nullable String ofLibrary(Trace trace) {
    for (Frame frame : trace.frames()) {
      for (Map.Entry<String, String> opener : BY_OPENER.entrySet()) {
        if (frame.className().startsWith(opener.getKey())) {
          return opener.getValue();
        }
      }
      if (!FrameOrigin.isJdk(frame.className()) && !FrameOrigin.isLibrary(frame.className())) {
        return null; // whoever is further out only calls the application
      }
    }
    return null;
  }

  /** The package of the library that opened the socket for the application, or null. */
  static @Nullable String library(Trace trace) {
    for (Frame frame : trace.frames()) {
      String name = frame.className();
      if (FrameOrigin.isLibrary(name)) {
        int end = name.lastIndexOf('.');
        return end < 0 ? name : name.substring(0, end);
      }
      if (!FrameOrigin.isJdk(name)) {
        return null;
      }
    }
    return null;
  }

  private Remedies() {}
}
