package io.closewatch.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Things in groups of the same key; things without a key are in none. Immutable. */
final class Groups<K, T> {
  private final Map<K, List<T>> groups;

  private Groups(Map<K, List<T>> groups) {
    this.groups = groups;
  }

  static <K, T> Groups<K, T> of(List<T> things, Function<T, @Nullable K> keyOf) {
    // Stacks are mostly the same object, and slow to compare: look at the object first.
    IdentityHashMap<K, List<T>> byObject = new IdentityHashMap<>();
    Map<K, List<T>> groups = new LinkedHashMap<>();
    for (T thing : things) {
      K key = keyOf.apply(thing);
      if (key != null) {
        List<T> group = byObject.get(key);
        if (group == null) {
          group = groups.computeIfAbsent(key, absent -> new ArrayList<>());
          byObject.put(key, group);
        }
        group.add(thing);
      }
    }
    return new Groups<>(groups);
  }

  int size() {
    return groups.size();
  }

  /** The first of the keys that most things have, or null if none has one. */
  @Nullable K biggestKey() {
    K biggest = null;
    int most = 0;
    for (Map.Entry<K, List<T>> entry : groups.entrySet()) {
      if (entry.getValue().size() > most) {
        most = entry.getValue().size();
        biggest = entry.getKey();
      }
    }
    return biggest;
  }

  /** The things of the biggest group. */
  List<T> biggest() {
    K key = biggestKey();
    List<T> group = key == null ? null : groups.get(key);
    return group == null ? Collections.<T>emptyList() : group;
  }
}
