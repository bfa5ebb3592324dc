package io.closewatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prometheus' own tool, of the PATH. Where there is none the test is left out, and that is said.
 */
final class Promtool {
  private static final Optional<Path> EXECUTABLE = find();

  record Result(int exitCode, String output) {}

  /** Runs it with its standard input from a file. */
  static Result run(Path stdin, String... arguments) throws Exception {
    assumeTrue(EXECUTABLE.isPresent(), "no promtool on the PATH");
    List<String> command = new ArrayList<>(List.of(EXECUTABLE.orElseThrow().toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(Files.createDirectories(Path.of("target")), "promtool", "");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(stdin.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("promtool ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readString(output));
  }

  private static Optional<Path> find() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory).resolve("promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.out.println(
          "no promtool on the PATH: alert rules and dashboard are not checked by Prometheus");
    }
    return found;
  }

  private Promtool() {}
}
