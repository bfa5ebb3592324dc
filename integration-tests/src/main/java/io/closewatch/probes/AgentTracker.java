package io.closewatch.probes;

import java.lang.ref.Reference;
import java.net.SocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the agent's tracker in this JVM knows; its classes are not on the class path. */
final class AgentTracker {

  /** The receiver of the hooks' events, or null. */
  static Object installed() throws Exception {
    return Class.forName("io.closewatch.bootstrap.SocketHooks", true, null)
        .getMethod("installed")
        .invoke(null);
  }

  /** The tracker; waits until the agent's self test gives the events back to it. */
  private static Object tracker() throws Exception {
    Object installed = installed();
    while (!installed.getClass().getSimpleName().equals("SocketTracker")) {
      Thread.sleep(5);
      installed = installed();
    }
    return installed;
  }

  /** Sockets of the application that somebody took over, sorted. */
  static List<String> takeovers() throws Exception {
    Object tracker = tracker();
    List<String> lines = new ArrayList<>();
    for (Object socket : (List<?>) get(tracker, "open")) {
      Object handler = get(socket, "handler");
      if (handler != null) {
        lines.add(
            get(get(socket, "kind"), "label")
                + " by "
                + get(handler, "threadName")
                + " at "
                + site(call(socket, "takenAt", handler.getClass(), handler))
                + selector(tracker, socket)
                + timeout(((Reference<?>) socket).get()));
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private static String site(Object trace) throws Exception {
    Object frame = ((List<?>) get(trace, "frames")).get((Integer) get(trace, "siteIndex"));
    return get(frame, "fileName") + ":" + get(frame, "line");
  }

  private static String selector(Object tracker, Object socket) throws Exception {
    Object registration = get(socket, "registration");
    if (registration == null) {
      return "";
    }
    SelectionKey key = Objects.requireNonNull((SelectionKey) ((Reference<?>) registration).get());
    List<?> threads = (List<?>) call(tracker, "selectingThreads", Selector.class, key.selector());
    StringBuilder names = new StringBuilder();
    for (Object thread : threads) {
      names.append(", selected by ").append(((Thread) thread).getName());
    }
    return names + ", ops " + key.interestOps();
  }

  private static String timeout(@Nullable Object owner) throws Exception {
    return owner instanceof SocketOptions
        ? ", timeout " + ((SocketOptions) owner).getOption(SocketOptions.SO_TIMEOUT)
        : "";
  }

  private static Object get(Object object, String method) throws Exception {
    return object.getClass().getMethod(method).invoke(object);
  }

  private static Object call(Object object, String method, Class<?> type, Object argument)
      throws Exception {
    return object.getClass().getMethod(method, type).invoke(object, argument);
  }

  private AgentTracker() {}
}
