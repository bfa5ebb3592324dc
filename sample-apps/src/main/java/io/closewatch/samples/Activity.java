package io.closewatch.samples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Steps that threads do again and again for as long as the program is held. */
final class Activity {

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /** Starts {@code count} threads that repeat {@code step}. */
  Activity threads(String name, int count, DaemonThreads.Task step) {
    for (int i = 1; i <= count; i++) {
      threads.add(DaemonThreads.start(name + "-" + i, () -> repeat(step)));
    }
    return this;
  }

  private void repeat(DaemonThreads.Task step) throws Exception {
    while (!ended) {
      step.run();
    }
  }

  /** As {@link Hold#ready}, then waits for the steps that have begun: their peer may end now. */
  void hold(String[] args) throws IOException, InterruptedException {
    Hold.ready(args);
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
