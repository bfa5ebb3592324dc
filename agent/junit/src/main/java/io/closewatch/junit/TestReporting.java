package io.closewatch.junit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the agent of each test once, whether the listener sees it first, the extension, or only one
 * of them. Safe for use by many threads.
 */
final class TestReporting {

  /** One for listener and extension. */
  static final TestReporting OF_THIS_JVM =
      new TestReporting(new BootLoaderAgent(), SelfAttach::problemOfThisJvm);

  private final TestAgent agent;
  private final Supplier<@Nullable String> attach;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /**
   * Made for one agent.
   *
   * @param attach brings the agent into this JVM; gives the reason if it cannot
   */
  TestReporting(TestAgent agent, Supplier<@Nullable String> attach) {
    this.agent = agent;
    this.attach = attach;
  }

  /** Makes sure that there is an agent; returns what prevents it, or null. */
  @Nullable String problem() {
    if (agent.isListening()) {
      return null;
    }
    String problem = attach.get();
    if (problem != null || agent.isListening()) {
      return problem;
    }
    return "the agent was attached to this JVM and does not work; its standard error says why";
  }

  /** Returns whether this was news; then the caller is also the one to tell of the end. */
  boolean started(String id, String name, boolean container) {
    if (!agent.isListening() || !running.add(id)) {
      return false;
    }
    agent.testStarted(id, name, container);
    return true;
  }

  void finished(String id) {
    if (running.remove(id)) {
      agent.testFinished(id);
    }
  }

  List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
    return agent.leaksOf(id, graceMillis, ignores);
  }
}
