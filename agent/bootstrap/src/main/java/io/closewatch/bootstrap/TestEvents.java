package io.closewatch.bootstrap;

import java.util.List;

/**
 * What a listener of a test framework reports and asks; implemented in the agent loader. Called on
 * the threads of tests, several at once where tests run in parallel.
 */
public interface TestEvents {

  /**
   * A test, or a container of tests, begins; called on its own thread. Of two calls for one id that
   * has not finished the second tells nothing.
   *
   * @param id unique among what runs at one time; that of a container is the beginning of those of
   *     its tests
   * @param name as reports show it, such as {@code com.acme.PayTest.pays()}
   * @param container true for a class, say: what runs in it outside its tests
   */
  void testStarted(String id, String name, boolean container);

  /** It ended; an id that never started is left alone. */
  void testFinished(String id);

  /** False once the agent is stopped. */
  boolean isListening();

  /**
   * What a test, or a container outside its tests, left behind; to be called when its own code is
   * over, before or just after {@code testFinished}. A test that left no socket costs no scan and
   * no garbage collection.
   *
   * @param graceMillis how long to wait at most, and only while something of it looks like a leak
   * @param ignores patterns with {@code *} for the class, or class and method, of any frame
   * @return one text per leak: what, how many, the line, how to fix it; one that says why, where it
   *     cannot be judged; empty if there is none
   */
  List<String> leaksOf(String id, long graceMillis, List<String> ignores);
}
