package io.closewatch.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** A JDK that runs the children. */
final class Jdk {
  private final Path java;
  private final String version;

  private Jdk(Path java, String version) {
    this.java = java;
    this.version = version;
  }

  static Jdk at(String home) throws IOException {
    Path java = Paths.get(home, "bin", "java");
    if (!Files.isExecutable(java)) {
      throw new UsageException("no JDK at " + home);
    }
    return new Jdk(java, version(java));
  }

  String java() {
    return java.toString();
  }

  /** As the JVM itself says it, such as 17.0.15 or 1.8.0_452. */
  String version() {
    return version;
  }

  /** Not every distribution has a release file, so the JVM is asked. */
  private static String version(Path java) throws IOException {
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int quote = line.indexOf('"');
        if (quote >= 0) {
          return line.substring(quote + 1, line.indexOf('"', quote + 1));
        }
      }
    }
    throw new IOException("no version from " + java);
  }
}
