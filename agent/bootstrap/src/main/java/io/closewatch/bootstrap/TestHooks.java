package io.closewatch.bootstrap;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What listeners and extensions of test frameworks call, from any class loader. Lives in the boot
 * loader; JDK types only, no lambdas, no logging. Errors of the sink are counted with those of
 * {@link SocketHooks}. The events are those of {@link TestEvents}.
 */
public final class TestHooks {
  private static volatile @Nullable TestEvents sink;

  /** Events go to {@code events} from now on; null turns the hooks into no-ops. */
  public static void install(@Nullable TestEvents events) {
    sink = events;
  }

  public static void testStarted(String id, String name, boolean container) {
    TestEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.testStarted(id, name, container);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  public static void testFinished(String id) {
    TestEvents events = sink;
    if (events == null) {
      return;
    }
    try {
      events.testFinished(id);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
    }
  }

  /** False where no agent runs, and after it was stopped. */
  public static boolean isListening() {
    TestEvents events = sink;
    if (events == null) {
      return false;
    }
    try {
      return events.isListening();
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
      return false;
    }
  }

  /**
   * As {@link TestEvents#leaksOf}; empty, too, where no agent runs. What fails is no clean test.
   */
  public static List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
    TestEvents events = sink;
    if (events == null) {
      return Collections.emptyList();
    }
    try {
      return events.leaksOf(id, graceMillis, ignores);
    } catch (Throwable t) {
      SocketHooks.suppressed(t);
      return Collections.singletonList("closewatch could not judge this test: " + t);
    }
  }

  private TestHooks() {}
}
