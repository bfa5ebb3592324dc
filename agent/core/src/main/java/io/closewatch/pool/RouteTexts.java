package io.closewatch.pool;

import io.closewatch.tracker.Route;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Routes as text, each asked once. They may be of any class of the application, where a pool of
 * HttpCore is used directly. For one pool and one thread.
 */
final class RouteTexts {
  private static final int LENGTH = 200;

  private final IdentityHashMap<Object, String> texts = new IdentityHashMap<>();

  String of(@Nullable Object route) {
    if (route == null) {
      return "";
    }
    String known = texts.get(route);
    if (known == null) {
      known = text(route);
      texts.put(route, known);
    }
    return known;
  }

  private static String text(Object route) {
    try {
      String text = route.toString();
      if (text == null) {
        return "";
      }
      text = Route.plain(text);
      return text.length() > LENGTH ? text.substring(0, LENGTH) + "..." : text;
    } catch (Throwable t) {
      return route.getClass().getName();
    }
  }
}
