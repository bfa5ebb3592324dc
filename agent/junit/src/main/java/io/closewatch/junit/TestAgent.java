package io.closewatch.junit;

import java.util.List;

/** What an agent does for tests; {@code io.closewatch.bootstrap.TestHooks} says the same. */
interface TestAgent {

  /** Whether an agent is there and works. */
  boolean isListening();

  /** A test, or a class of tests, starts on this thread. */
  void testStarted(String id, String name, boolean container);

  /** ... and ends. */
  void testFinished(String id);

  /** A text for each leak of a test that has been started; empty: none. */
  List<String> leaksOf(String id, long graceMillis, List<String> ignores);
}
