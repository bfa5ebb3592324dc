package io.closewatch.tracker;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** One {@link ContextLoader} for each class loader. Called by hooks: takes no lock to find one. */
final class ContextLoaders {
  private final @Nullable ClassLoader ordinary = ClassLoader.getSystemClassLoader();
  private final ConcurrentMap<Object, ContextLoader> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** That of the thread; null if it has that of any program, or may not be asked. */
  @Nullable ContextLoader of(Thread thread) {
    if (System.getSecurityManager() != null) {
      return null; // would ask the policy of the application
    }
    ClassLoader loader = contextOf(thread);
    if (loader == null || loader == ordinary) {
      return null;
    }
    ContextLoader found = known.get(new IdentityReference.Sought(loader));
    return found == null ? add(loader) : found;
  }

  private static @Nullable ClassLoader contextOf(Thread thread) {
    try {
      return thread.getContextClassLoader();
    } catch (RuntimeException e) {
      return null; // a thread may have a method of its own for that
    }
  }

  private ContextLoader add(ClassLoader loader) {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      known.remove(gone);
    }
    ContextLoader fresh = new ContextLoader(loader, collected);
    ContextLoader before = known.putIfAbsent(fresh, fresh);
    return before == null ? fresh : before;
  }

  int size() {
    return known.size();
  }
}
