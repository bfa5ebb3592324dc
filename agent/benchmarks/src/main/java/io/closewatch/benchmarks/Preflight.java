package io.closewatch.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tries whether a JVM starts with an agent at all: some agents abort some JDKs. */
final class Preflight {
  private Preflight() {}

  /** What a JVM with this agent says instead of hello; null if it runs. */
  static @Nullable String failure(Jdk jdk, JavaAgent agent)
      throws IOException, InterruptedException {
    List<String> command =
        ChildJvm.command(jdk, agent, Collections.singletonList(HelloWorld.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      output = lines.lines().collect(Collectors.toList());
    }
    return process.waitFor() == 0 ? null : lastCause(output);
  }

  /** The root cause of a stack trace, else the first line. */
  static String lastCause(List<String> output) {
    String cause = output.isEmpty() ? "no output" : output.get(0);
    for (String line : output) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    return cause;
  }
}
