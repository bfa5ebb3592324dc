package io.closewatch.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent of this JVM. It is reached by reflection through the boot loader, and in no other way:
 * a loader that has the agent jar could define a second {@code TestHooks}, which no agent listens
 * to.
 */
final class BootLoaderAgent implements TestAgent {
  private static final String HOOKS = "io.closewatch.bootstrap.TestHooks";

  /** Looked up until it is there: an agent may be attached in the middle of a run. */
  private volatile @Nullable Hooks hooks;

  @Override
  public boolean isListening() {
    Hooks found = hooks();
    return found != null && Boolean.TRUE.equals(call(found.isListening));
  }

  @Override
  public void testStarted(String id, String name, boolean container) {
    Hooks found = hooks();
    if (found != null) {
      call(found.testStarted, id, name, container);
    }
  }

  @Override
  public void testFinished(String id) {
    Hooks found = hooks();
    if (found != null) {
      call(found.testFinished, id);
    }
  }

  @Override
  public List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
    Hooks found = hooks();
    Object leaks = found == null ? null : call(found.leaksOf, id, graceMillis, ignores);
    List<String> texts = new ArrayList<>();
    if (leaks instanceof List) {
      for (Object leak : (List<?>) leaks) {
        texts.add(String.valueOf(leak));
      }
    }
    return texts;
  }

  private @Nullable Hooks hooks() {
    Hooks found = hooks;
    if (found == null) {
      found = find();
      hooks = found;
    }
    return found;
  }

  private static @Nullable Hooks find() {
    try {
      return new Hooks(Class.forName(HOOKS, false, null));
    } catch (ReflectiveOperationException | LinkageError | SecurityException noAgent) {
      return null; // or one of another version, which knows nothing of tests
    }
  }

  private static @Nullable Object call(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Hooks {
    final Method isListening;
    final Method testStarted;
    final Method testFinished;
    final Method leaksOf;

    Hooks(Class<?> type) throws NoSuchMethodException {
      isListening = type.getMethod("isListening");
      testStarted = type.getMethod("testStarted", String.class, String.class, boolean.class);
      testFinished = type.getMethod("testFinished", String.class);
      leaksOf = type.getMethod("leaksOf", String.class, long.class, List.class);
    }
  }
}
