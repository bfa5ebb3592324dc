package io.closewatch.junit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what it is told, and finds the leaks that a test has given it. */
final class RecordingAgent implements TestAgent {
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, List<String>> leaks = new HashMap<>();
  private volatile boolean listening = true;

  void listen(boolean yes) {
    listening = yes;
  }

  /** From now on the test of this name leaks. */
  RecordingAgent leaks(String name, String... texts) {
    leaks.put(name, List.of(texts));
    return this;
  }

  List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public boolean isListening() {
    return listening;
  }

  @Override
  public void testStarted(String id, String name, boolean container) {
    names.put(id, name);
    events.add("started " + (container ? "container " : "test ") + name);
  }

  @Override
  public void testFinished(String id) {
    events.add("finished " + names.get(id));
  }

  @Override
  public List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
    events.add("judged " + names.get(id) + " " + graceMillis + " " + ignores);
    return leaks.getOrDefault(names.get(id), List.of());
  }
}
