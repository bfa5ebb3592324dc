package io.closewatch.kernel;

import java.util.Arrays;

/**
 * Numbers distinct positive longs 0, 1, 2.. in the order in which they were added: a set, or with
 * an array beside it a map. Open addressing, nothing boxed, its memory reused from scan to scan.
 */
final class LongIndex {
  static final int ABSENT = -1;
  private static final int MIN_KEYS = 32;

  private long[] keys = new long[MIN_KEYS];
  private int[] table = new int[MIN_KEYS * 2]; // slot + 1; 0 = free
  private int size;

  /** Empties the index, and gives memory back that a much larger scan has left. */
  void clear(int expected) {
    int wanted = MIN_KEYS;
    while (wanted < expected && wanted < 1 << 28) {
      wanted *= 2;
    }
    if (wanted > keys.length || wanted < keys.length / 8) {
      keys = new long[wanted];
      table = new int[wanted * 2];
    } else {
      Arrays.fill(table, 0);
    }
    size = 0;
  }

  /** Adds the key unless it is there; returns its slot. */
  int add(long key) {
    if (key <= 0) {
      throw new IllegalArgumentException("Not an inode: " + key);
    }
    int at = find(key);
    if (table[at] == 0) {
      if (size == keys.length) {
        grow();
        at = find(key);
      }
      keys[size] = key;
      table[at] = ++size;
    }
    return table[at] - 1;
  }

  /** The slot of the key or {@link #ABSENT}. */
  int slot(long key) {
    return key <= 0 ? ABSENT : table[find(key)] - 1;
  }

  boolean contains(long key) {
    return slot(key) != ABSENT;
  }

  /** The key that was added as number {@code slot}. */
  long key(int slot) {
    return keys[slot];
  }

  int size() {
    return size;
  }

  // The table is twice as long as the keys, so there always is a free place.
  private int find(long key) {
    int mask = table.length - 1;
    // Inodes come in runs; Fibonacci hashing spreads them.
    int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (table[at] != 0 && keys[table[at] - 1] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, size * 2);
    table = new int[size * 4];
    for (int slot = 0; slot < size; slot++) {
      table[find(keys[slot])] = slot + 1;
    }
  }
}
