package io.closewatch.report;

import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.kernel.Endpoint;

/**
 * Tells whether a route names the peer that the kernel sees. Names are not resolved: a route with a
 * proxy in it leads elsewhere than it says, and so does one with another port.
 */
final class RoutePeer {
  static final String NO_TCP = "no TCP connection";

  private static final String ARROW = "->";
  private static final char FLAGS_END = '}';

  /** The peer, or "" if the route names it or it is not known. */
  static String of(PoolConnection connection) {
    if (!connection.open() || connection.route().isEmpty()) {
      return "";
    }
    Endpoint remote = connection.remote();
    if (remote == null) {
      return NO_TCP;
    }
    return isDirect(connection.route()) && hasPort(connection.route(), remote.port())
        ? ""
        : remote.toString();
  }

  /** Flags in braces, an arrow, the proxies if there are any with an arrow each, the target. */
  private static boolean isDirect(String route) {
    String behindFlags = route.substring(route.indexOf(FLAGS_END) + 1);
    int first = behindFlags.startsWith(ARROW) ? ARROW.length() : 0;
    return behindFlags.indexOf(ARROW, first) < 0 && !behindFlags.contains("proxyHost");
  }

  private static boolean hasPort(String route, int port) {
    String wanted = ":" + port;
    int at = route.indexOf(wanted);
    while (at >= 0) {
      int end = at + wanted.length();
      if (end == route.length() || !Character.isDigit(route.charAt(end))) {
        return true;
      }
      at = route.indexOf(wanted, end);
    }
    return !namesPort(route) && (port == 80 || port == 443);
  }

  private static boolean namesPort(String route) {
    return route.matches(".*:\\d+\\D*");
  }

  private RoutePeer() {}
}
