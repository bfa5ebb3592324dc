package io.closewatch.probes;

import java.io.IOException;

/** How a test talks to a probe. */
final class StandardInput {

  /** Says {@code word}, and waits for the test to answer with a line, or to end the input. */
  static void awaitAfter(String word) throws IOException {
    System.out.println(word);
    int read;
    do {
      read = System.in.read();
    } while (read != -1 && read != '\n');
  }

  private StandardInput() {}
}
