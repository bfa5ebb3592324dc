package io.closewatch.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What instrumented servlet containers call, from any class loader. Lives in the boot loader; JDK
 * types only, no lambdas, no logging. Errors of the sink are counted with those of {@link
 * SocketHooks}.
 */
public final class RequestHooks {
  private static volatile @Nullable RequestEvents sink;

  /** Events go to {@code events} from now on; null turns the hooks into no-ops. */
  public static void install(@Nullable RequestEvents events) {
    sink = events;
  }

  public static void asyncStarted(Object context) {
    RequestEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.asyncStarted(context);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void asyncEnded(Object context) {
    RequestEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.asyncEnded(context);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  private RequestHooks() {}
}
