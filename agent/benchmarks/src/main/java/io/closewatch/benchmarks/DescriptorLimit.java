package io.closewatch.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** The soft limit of open files of this process. */
final class DescriptorLimit {
  /** What a JVM, its jars and an agent hold open besides the sockets. */
  private static final int OTHERS = 150;

  private DescriptorLimit() {}

  /** Why this many sockets cannot be opened here; null if they can. */
  static @Nullable Reply tooLowFor(int sockets) throws IOException {
    long limit = softLimit();
    if (limit >= sockets + OTHERS) {
      return null;
    }
    return Reply.skipped(
        sockets + " sockets need ulimit -n " + (sockets + OTHERS) + ", here it is " + limit);
  }

  private static long softLimit() throws IOException {
    for (String line :
        Files.readAllLines(Paths.get("/proc/self/limits"), StandardCharsets.US_ASCII)) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).trim().split("\\s+", 2)[0];
        return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
      }
    }
    return Long.MAX_VALUE;
  }
}
