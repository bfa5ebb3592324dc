package io.closewatch.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestHooksTest {
  private final List<Object> events = new ArrayList<>();

  private final TestEvents recording =
      new TestEvents() {
        @Override
        public void testStarted(String id, String name, boolean container) {
          events.addAll(Arrays.asList("started", id, name, container));
        }

        @Override
        public void testFinished(String id) {
          events.addAll(Arrays.asList("finished", id));
        }

        @Override
        public boolean isListening() {
          return true;
        }

        @Override
        public List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
          events.addAll(Arrays.asList("leaks", id, graceMillis, ignores));
          return Collections.singletonList("a leak");
        }
      };

  private static final TestEvents FAILING =
      new TestEvents() {
        @Override
        public void testStarted(String id, String name, boolean container) {
          throw new IllegalStateException("started");
        }

        @Override
        public void testFinished(String id) {
          throw new IllegalStateException("finished");
        }

        @Override
        public boolean isListening() {
          throw new IllegalStateException("listening");
        }

        @Override
        public List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
          throw new AssertionError("leaks");
        }
      };

  @AfterEach
  void uninstall() {
    TestHooks.install(null);
  }

  @Test
  void handsEventsAndQuestionsToTheSink() {
    TestHooks.install(recording);
    TestHooks.testStarted("[method:pays()]", "com.acme.PayTest.pays()", false);
    List<String> leaks =
        TestHooks.leaksOf("[method:pays()]", 2000, Collections.singletonList("com.acme.Old*"));
    TestHooks.testFinished("[method:pays()]");

    assertThat(TestHooks.isListening()).isTrue();
    assertThat(leaks).containsExactly("a leak");
    assertThat(events)
        .containsExactly(
            "started",
            "[method:pays()]",
            "com.acme.PayTest.pays()",
            false,
            "leaks",
            "[method:pays()]",
            2000L,
            Collections.singletonList("com.acme.Old*"),
            "finished",
            "[method:pays()]");
  }

  @Test
  void isSilentWhereNoAgentListens() {
    TestHooks.install(recording);
    TestHooks.install(null);
    TestHooks.testStarted("id", "name", false);
    TestHooks.testFinished("id");

    assertThat(TestHooks.isListening()).isFalse();
    assertThat(TestHooks.leaksOf("id", 1, Collections.emptyList())).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void swallowsAndCountsWhatTheSinkThrows() {
    TestHooks.install(FAILING);
    long before = SocketHooks.suppressedErrors();
    TestHooks.testStarted("id", "name", false);
    TestHooks.testFinished("id");

    assertThat(TestHooks.isListening()).isFalse();
    assertThat(TestHooks.leaksOf("id", 1, Collections.emptyList()))
        .singleElement()
        .asString()
        .startsWith("closewatch could not judge this test: java.lang.AssertionError");
    assertThat(SocketHooks.suppressedErrors() - before).isEqualTo(4);
    assertThat(SocketHooks.lastSuppressedError()).startsWith("java.lang.AssertionError");
  }
}
