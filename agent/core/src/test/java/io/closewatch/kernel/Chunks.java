package io.closewatch.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Text that is handed out in pieces, as the kernel does: at most {@code max} bytes at a time. */
final class Chunks implements ByteSource {
  private final byte[] bytes;
  private final int max;
  private final Random random;
  private int at;

  Chunks(byte[] bytes, int max, long seed) {
    this.bytes = bytes;
    this.max = max;
    this.random = new Random(seed);
  }

  static Chunks of(String text) {
    return new Chunks(text.getBytes(StandardCharsets.ISO_8859_1), 4096, 1);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (at == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(length, bytes.length - at), 1 + random.nextInt(max));
    System.arraycopy(bytes, at, buffer, offset, count);
    at += count;
    return count;
  }
}
