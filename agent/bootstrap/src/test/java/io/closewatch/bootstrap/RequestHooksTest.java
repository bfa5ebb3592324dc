package io.closewatch.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestHooksTest {
  private final Object context = new Object();
  private final List<Object> events = new ArrayList<>();

  private final RequestEvents recording =
      new RequestEvents() {
        @Override
        public void asyncStarted(Object started) {
          events.add("started");
          events.add(started);
        }

        @Override
        public void asyncEnded(Object ended) {
          events.add("ended");
          events.add(ended);
        }
      };

  private static final RequestEvents FAILING =
      new RequestEvents() {
        @Override
        public void asyncStarted(Object context) {
          throw new IllegalStateException("started");
        }

        @Override
        public void asyncEnded(Object context) {
          throw new AssertionError("ended");
        }
      };

  @AfterEach
  void uninstall() {
    RequestHooks.install(null);
  }

  @Test
  void handsEventsToTheSink() {
    RequestHooks.install(recording);
    RequestHooks.asyncStarted(context);
    RequestHooks.asyncEnded(context);

    assertThat(events).containsExactly("started", context, "ended", context);
  }

  @Test
  void doesNothingAfterTheSinkIsGone() {
    RequestHooks.install(recording);
    RequestHooks.install(null);
    RequestHooks.asyncStarted(context);
    RequestHooks.asyncEnded(context);

    assertThat(events).isEmpty();
  }

  @Test
  void swallowsAndCountsWhatTheSinkThrows() {
    RequestHooks.install(FAILING);
    long before = SocketHooks.suppressedErrors();
    RequestHooks.asyncStarted(context);
    RequestHooks.asyncEnded(context);

    assertThat(SocketHooks.suppressedErrors() - before).isEqualTo(2);
    assertThat(SocketHooks.lastSuppressedError()).startsWith("java.lang.AssertionError");
  }
}
