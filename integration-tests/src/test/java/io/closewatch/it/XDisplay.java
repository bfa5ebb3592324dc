package io.closewatch.it;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A screen in memory, on a display number of its own; where there is no Xvfb, that is said. */
final class XDisplay implements AutoCloseable {

  private final Process process;
  private final String name;

  private XDisplay(Process process, String name) {
    this.process = process;
    this.name = name;
  }

  static Optional<Path> find() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory).resolve("Xvfb"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.out.println("integration tests: no Xvfb on the PATH: JConsole is not looked at");
    }
    return found;
  }

  /** Starts it and waits until it is there: it says its number then. */
  static XDisplay start(Path executable) throws IOException {
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x1024x24",
                "-nolisten",
                "tcp",
                "-noreset")
            .redirectError(Build.newDirectory("display").resolve("stderr").toFile())
            .start();
    BufferedReader out = process.inputReader();
    String number = out.readLine();
    if (number == null) {
      process.destroyForcibly();
      throw new IllegalStateException("Xvfb gave no display number");
    }
    return new XDisplay(process, ":" + number);
  }

  /** For {@code DISPLAY}. */
  String name() {
    return name;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }
}
