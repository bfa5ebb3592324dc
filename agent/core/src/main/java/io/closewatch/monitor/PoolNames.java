package io.closewatch.monitor;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import io.closewatch.tracker.TrackedPool;
import java.util.HashMap;
import java.util.Map;

/** Gives pools names that people know, and numbers that tell them apart. One thread at a time. */
final class PoolNames {
  /** Generated subclasses may have ever new names. */
  private static final int MAX_NAMES = 1_000;

  private final Map<String, Integer> last = new HashMap<>();

  /** Such as {@code PoolingHttpClientConnectionManager-2}; another one at each call. */
  String next(TrackedPool pool) {
    String name = simpleName(pool);
    if (last.size() >= MAX_NAMES && !last.containsKey(name)) {
      name = "pool";
    }
    return name + "-" + last.merge(name, 1, Integer::sum);
  }

  /** That of the manager that made the pool, since people configure managers. */
  private static String simpleName(TrackedPool pool) {
    Trace createdAt = pool.createdAt();
    if (createdAt != null) {
      for (Frame frame : createdAt.frames()) {
        String name = frame.className();
        if (frame.methodName().equals("<init>")
            && (name.endsWith("ConnectionManager") || name.endsWith("ConnManager"))) {
          return simple(name);
        }
      }
    }
    return simple(pool.className());
  }

  /** An anonymous class goes by the name of its outer one, an inner one by its own. */
  private static String simple(String className) {
    String name = className.substring(className.lastIndexOf('.') + 1);
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    if (end > 1 && end < name.length() && name.charAt(end - 1) == '$') {
      name = name.substring(0, end - 1);
    }
    return name.substring(name.lastIndexOf('$') + 1);
  }
}
