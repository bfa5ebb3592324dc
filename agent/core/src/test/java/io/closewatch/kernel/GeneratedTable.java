package io.closewatch.kernel;

import java.util.Locale;
import java.util.Random;

/** Makes up tables as the kernel prints them. */
final class GeneratedTable {
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  /** A table of that many rows; the inodes are distinct, and some are 0. */
  static String of(int rows, boolean ipv6, long seed) {
    Random random = new Random(seed);
    StringBuilder table = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      int state = 1 + random.nextInt(12);
      long inode = random.nextInt(10) == 0 ? 0 : 100_000L + i * 7L;
      table.append(
          String.format(
              Locale.ROOT,
              "%4d: %s:%04X %s:%04X %02X %08X:%08X %02X:%08X %08X %5d %8d %d %d %016x",
              i,
              address(random, ipv6),
              random.nextInt(0x10000),
              address(random, ipv6),
              random.nextInt(0x10000),
              state,
              random.nextInt(),
              random.nextInt(200),
              random.nextInt(5),
              random.nextInt(),
              random.nextInt(8),
              random.nextInt(70_000),
              0,
              inode,
              1,
              random.nextLong()));
      table.append(state == 6 ? "\n" : " 20 4 30 10 -1       \n");
    }
    return table.toString();
  }

  private static String address(Random random, boolean ipv6) {
    String word = String.format(Locale.ROOT, "%08X", random.nextInt());
    if (!ipv6) {
      return word;
    }
    return random.nextBoolean()
        ? "0000000000000000FFFF0000" + word
        : String.format(Locale.ROOT, "%08X%08X%08X%s", random.nextInt(), 0, random.nextInt(), word);
  }

  private GeneratedTable() {}
}
