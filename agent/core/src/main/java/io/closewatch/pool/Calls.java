package io.closewatch.pool;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls getters of a library by name. Whatever they throw is kept from the scan. Thread-safe; keeps
 * methods as {@link Fields} keeps fields.
 */
final class Calls {
  private static final Object MISSING = new Object();

  private static final ClassValue<Map<String, Object>> KNOWN =
      new ClassValue<Map<String, Object>>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /** What the public method without parameters answers; null if there is none or if it throws. */
  static @Nullable Object get(Object of, String name) {
    Method method = find(of.getClass(), name);
    try {
      return method == null ? null : method.invoke(of);
    } catch (Throwable t) {
      return null; // closed meanwhile, or code of the application that fails
    }
  }

  private static @Nullable Method find(Class<?> type, String name) {
    Map<String, Object> known = KNOWN.get(type);
    Object found = known.get(name);
    if (found == null) {
      found = search(type, name);
      known.put(name, found);
    }
    return found instanceof Method ? (Method) found : null;
  }

  private static Object search(Class<?> type, String name) {
    try {
      Method method = type.getMethod(name);
      method.setAccessible(true); // public in an interface, but the class often is not
      return method;
    } catch (NoSuchMethodException | RuntimeException | LinkageError e) {
      return MISSING;
    }
  }

  private Calls() {}
}
