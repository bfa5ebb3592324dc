package io.closewatch.pool;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies collections that another thread may be changing, without asking their elements. */
final class Copies {
  private static final int TRIES = 5;
  private static final Object[] NONE = {};

  /** The elements; null if the collection never held still. */
  static Object @Nullable [] of(Collection<?> collection) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return collection.toArray();
      } catch (RuntimeException e) {
        // Changed meanwhile: a ConcurrentModificationException, or an index out of bounds.
      }
    }
    return null;
  }

  /** The elements of a field that holds a collection, or the keys if it holds a map. */
  static Object @Nullable [] of(Object owner, String... names) throws NotUnderstoodException {
    return of(collection(owner, names));
  }

  static Collection<?> collection(Object owner, String... names) throws NotUnderstoodException {
    Object value = Fields.require(owner, names);
    if (value instanceof Map) {
      return ((Map<?, ?>) value).keySet();
    }
    if (value instanceof Collection) {
      return (Collection<?>) value;
    }
    throw new NotUnderstoodException(owner.getClass().getName() + " has another " + names[0]);
  }

  static int size(Object owner, String... names) throws NotUnderstoodException {
    return collection(owner, names).size();
  }

  /** The values of a field that holds a map; none if it never held still. */
  static Object[] values(Object owner, String name) throws NotUnderstoodException {
    return orNone(of(Fields.require(Map.class, owner, name).values()));
  }

  static Object[] orNone(Object @Nullable [] copy) {
    return copy == null ? NONE : copy;
  }

  /** How many there are, also if they could not be copied. */
  static int length(Object @Nullable [] copy, Collection<?> of) {
    return copy == null ? of.size() : copy.length;
  }

  private Copies() {}
}
