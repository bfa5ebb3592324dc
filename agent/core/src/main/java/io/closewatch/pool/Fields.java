package io.closewatch.pool;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads private fields by name. Fields that were looked up are kept with the class that has them,
 * so that they go when its loader goes. Thread-safe.
 */
final class Fields {
  private static final Object MISSING = new Object();

  private static final ClassValue<Map<String, Object>> KNOWN =
      new ClassValue<Map<String, Object>>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /** The value of the first of these fields that there is; the most derived class comes first. */
  static @Nullable Object get(Object of, String... names) throws NotUnderstoodException {
    Class<?> type = of.getClass();
    for (String name : names) {
      Field field = find(type, name);
      if (field != null) {
        return value(field, of);
      }
    }
    throw new NotUnderstoodException(type.getName() + " has no " + names[0]);
  }

  /** As {@link #get}, where null is not understood either. */
  static Object require(Object of, String... names) throws NotUnderstoodException {
    Object value = get(of, names);
    if (value == null) {
      throw new NotUnderstoodException(of.getClass().getName() + " has nothing in " + names[0]);
    }
    return value;
  }

  /** As {@link #require}, of that type. */
  static <T> T require(Class<T> type, Object of, String... names) throws NotUnderstoodException {
    Object value = require(of, names);
    if (!type.isInstance(value)) {
      throw new NotUnderstoodException(of.getClass().getName() + " has another " + names[0]);
    }
    return type.cast(value);
  }

  /** As {@link #get}, but null also if there is none of these fields. */
  static @Nullable Object maybe(@Nullable Object of, String... names) {
    try {
      return of == null ? null : get(of, names);
    } catch (NotUnderstoodException e) {
      return null;
    }
  }

  /** A number in any of its guises, also an atomic one; {@code otherwise} if there is none. */
  static long number(@Nullable Object of, long otherwise, String... names) {
    Object value = maybe(of, names);
    return value instanceof Number ? ((Number) value).longValue() : otherwise;
  }

  /** True if the field is, also if it is an atomic one. */
  static boolean flag(@Nullable Object of, String... names) {
    Object value = maybe(of, names);
    return value instanceof AtomicBoolean
        ? ((AtomicBoolean) value).get()
        : Boolean.TRUE.equals(value);
  }

  static boolean has(Object of, String name) {
    return find(of.getClass(), name) != null;
  }

  private static @Nullable Object value(Field field, Object of) throws NotUnderstoodException {
    try {
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new NotUnderstoodException(field.getName() + " is not accessible");
    }
  }

  private static @Nullable Field find(Class<?> type, String name) {
    Map<String, Object> known = KNOWN.get(type);
    Object found = known.get(name);
    if (found == null) {
      Field field = search(type, name);
      found = field == null ? MISSING : field;
      known.put(name, found);
    }
    return found instanceof Field ? (Field) found : null;
  }

  private static @Nullable Field search(Class<?> type, String name) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      try {
        Field field = c.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException | RuntimeException | LinkageError e) {
        // Of another class above, or in a module that is not open.
      }
    }
    return null;
  }

  private Fields() {}
}
