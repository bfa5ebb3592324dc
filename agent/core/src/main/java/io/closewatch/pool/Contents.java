package io.closewatch.pool;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a pool: figures, and the library's own objects. Copied under the pool's lock where
 * there is one; what must be asked of the objects is asked afterwards. Lives for one scan.
 */
final class Contents {
  private static final Object[] NONE = {};

  int leased = -1;
  int available = -1;
  int pending = -1;
  int max = -1;
  int maxPerRoute = -1;
  boolean closed;
  boolean lockBusy;

  /** Null: the pool keeps no account of them, or it could not be copied. */
  Object @Nullable [] leasedEntries = null;

  Object[] idleEntries = NONE;

  /** Where the facts of the only connection stand, if not in the entry. */
  @Nullable Object holder = null;

  /** Requests that wait, each with a field for its route; where routes do not count them. */
  Object[] waiting = NONE;

  /**
   * When an entry or a connection became idle, and when it expires, both in epoch milliseconds;
   * where the entry does not know.
   */
  final IdentityHashMap<Object, long[]> times = new IdentityHashMap<>();

  final List<Route> routes = new ArrayList<>();

  /** Maxima of single routes. */
  final List<Map.Entry<?, ?>> limits = new ArrayList<>();

  void idle(Object @Nullable [] entries) {
    idleEntries = Copies.orNone(entries);
  }

  void limits(Object @Nullable [] entries) {
    for (Object entry : Copies.orNone(entries)) {
      limits.add((Map.Entry<?, ?>) entry);
    }
  }

  /** Takes in the library's objects for single routes. */
  void routes(Object @Nullable [] perRoute, String leased, String available)
      throws NotUnderstoodException {
    for (Object of : Copies.orNone(perRoute)) {
      Route route = new Route(Fields.get(of, "route"));
      route.leased = Copies.size(of, leased);
      route.available = Copies.size(of, available);
      routes.add(route);
    }
  }

  /** What lies in a pool for one route. */
  static final class Route {
    final @Nullable Object route;
    int leased = -1;
    int available = -1;
    int pending = -1;
    int max = -1;

    Route(@Nullable Object route) {
      this.route = route;
    }
  }
}
