package io.closewatch.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that wait from those that gave up. HttpCore 5 and the asynchronous 4 leave the
 * latter in their lists until a connection comes back; where none does, for good.
 */
final class WaitingRequests {
  private static final Object[] NONE = {};

  /** Those of a library's list that still wait. */
  static Object[] among(Object @Nullable [] requests) {
    if (requests == null || requests.length == 0) {
      return NONE;
    }
    List<Object> waiting = new ArrayList<>(requests.length);
    for (Object request : requests) {
      if (!hasEnded(request)) {
        waiting.add(request);
      }
    }
    return waiting.toArray();
  }

  /** Whose future is done; a request without one is taken out by the thread that waits. */
  private static boolean hasEnded(@Nullable Object request) {
    return request instanceof CompletableFuture
        ? ((CompletableFuture<?>) request).isDone() // a waiter of RouteSegmentedConnPool
        : Fields.flag(Fields.maybe(request, "future"), "completed");
  }

  private WaitingRequests() {}
}
