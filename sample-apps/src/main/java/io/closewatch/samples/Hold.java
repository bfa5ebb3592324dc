package io.closewatch.samples;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The end of every sample: says that its state is reached, and keeps the JVM in it. */
public final class Hold {

  /**
   * Prints {@code ready}, then waits: {@code --hold SECONDS} if given, else until standard input
   * ends.
   */
  public static void ready(String[] args) throws IOException, InterruptedException {
    System.out.println("ready");
    List<String> words = Arrays.asList(args);
    int hold = words.indexOf("--hold");
    if (hold >= 0) {
      Thread.sleep(Long.parseLong(words.get(hold + 1)) * 1000);
    } else {
      untilEndOfInput();
    }
  }

  static void untilEndOfInput() throws IOException {
    while (System.in.read() != -1) {
      // Only the end of the stream matters.
    }
  }

  private Hold() {}
}
