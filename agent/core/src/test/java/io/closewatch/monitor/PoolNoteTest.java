package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolNoteTest {
  private final PoolNote note = new PoolNote("Pool-1");
  private final Object lease = new Object();

  @Test
  void remembersThatAThreadWasElsewhereForAsLongAsTheLeaseIsOut() {
    note.begin();
    assertThat(note.hasLeft(lease)).isFalse();
    note.left(lease);

    note.begin();
    assertThat(note.hasLeft(lease)).isTrue();
    note.begin();
    assertThat(note.hasLeft(lease)).isTrue();
    assertThat(note.hasLeft(new Object())).isFalse();

    note.begin();
    note.begin();
    assertThat(note.hasLeft(lease)).isFalse();
  }
}
