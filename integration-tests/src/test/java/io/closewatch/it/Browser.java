package io.closewatch.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium without a window: the one that {@code -Dtest.browser} names, else one on the PATH. One
 * that was asked for and is missing fails the run; if none is there the tests are left out, and
 * that is said.
 */
final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long PATIENCE_SECONDS = 120;

  private final Path executable;
  private final Path directory = Build.newDirectory("browser");

  private Browser(Path executable) {
    this.executable = executable;
  }

  /** Null if there is none. */
  static @Nullable Browser find() {
    String requested = System.getProperty("test.browser", "");
    List<String> names = requested.isEmpty() ? NAMES : List.of(requested);
    for (String name : names) {
      for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
        Path executable = Path.of(directory).resolve(name); // an absolute name stays as it is
        if (Files.isExecutable(executable)) {
          return new Browser(executable);
        }
      }
    }
    if (!requested.isEmpty()) {
      throw new IllegalStateException(
          "the browser " + requested + " was asked for, but is missing");
    }
    System.out.println(
        "integration tests: no Chromium on the PATH: the HTML report is not looked at in a browser");
    return null;
  }

  /** The document as it is when everything is loaded, and what the browser logged. */
  Page open(String url, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "dom", ".html");
    Path log = Files.createTempFile(directory, "log", ".txt");
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(
        List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
    command.addAll(
        List.of("--no-first-run", "--disable-background-networking", "--hide-scrollbars"));
    command.add("--user-data-dir=" + Files.createTempDirectory(directory, "profile"));
    command.addAll(List.of("--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom"));
    command.addAll(List.of(arguments));
    command.add(url);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("the browser ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Page(Files.readString(out, UTF_8), Files.readString(log));
  }

  record Page(String dom, String log) {}
}
