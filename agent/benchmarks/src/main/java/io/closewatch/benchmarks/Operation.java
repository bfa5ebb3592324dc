package io.closewatch.benchmarks;

import java.io.IOException;

/** One step of a benchmark that works on sockets. */
interface Operation {
  void run() throws IOException;
}
