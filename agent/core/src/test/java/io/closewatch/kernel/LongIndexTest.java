package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongIndexTest {

  @Test
  void numbersKeysLikeAMap() {
    LongIndex index = new LongIndex();
    Random random = new Random(11);
    for (int round = 0; round < 20; round++) {
      int keys = round % 2 == 0 ? 5_000 : 10;
      index.clear(random.nextInt(100));
      Map<Long, Integer> expected = new LinkedHashMap<>();
      for (int i = 0; i < keys; i++) {
        long key = 1 + (random.nextBoolean() ? random.nextInt(2_000) : random.nextLong() >>> 1);
        expected.putIfAbsent(key, expected.size());
        assertThat(index.add(key)).isEqualTo(expected.get(key));
      }
      assertThat(index.size()).isEqualTo(expected.size());
      expected.forEach(
          (key, slot) -> {
            assertThat(index.slot(key)).isEqualTo(slot);
            assertThat(index.key(slot)).isEqualTo(key);
          });
      for (long key = 2_001; key < 4_000; key++) {
        assertThat(index.contains(key)).isEqualTo(expected.containsKey(key));
      }
    }
  }

  @Test
  void knowsNoKeysThatAreNotInodes() {
    LongIndex index = new LongIndex();

    assertThat(index.contains(0)).isFalse();
    assertThat(index.slot(-1)).isEqualTo(LongIndex.ABSENT);
    assertThatThrownBy(() -> index.add(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
