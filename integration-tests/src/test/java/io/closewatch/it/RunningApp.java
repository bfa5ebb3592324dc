package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A started child JVM. {@code close()} ends it and fails the test if closewatch swallowed an error
 * in it, if it wrote an unexpected line to stderr, or if it does not end.
 */
final class RunningApp implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path directory;
  private final boolean errorsChecked;
  private final List<Pattern> expectedStderr;
  private AgentMBeans mbeans;
  private boolean released;

  RunningApp(Process process, Path directory, boolean errorsChecked, List<Pattern> expectedStderr) {
    this.process = process;
    this.directory = directory;
    this.errorsChecked = errorsChecked;
    this.expectedStderr = expectedStderr;
  }

  long pid() {
    return process.pid();
  }

  Path directory() {
    return directory;
  }

  List<String> stdout() {
    return lines("stdout");
  }

  List<String> stderr() {
    return lines("stderr");
  }

  RunningApp awaitReady() {
    return awaitLine("ready");
  }

  RunningApp awaitLine(String line) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> dead(line))
        .until(() -> stdout().contains(line));
    return this;
  }

  /** Says something to the program's standard input. */
  void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The agent's MBeans, over a local connection that is opened at the first use. */
  AgentMBeans mbeans() {
    if (mbeans == null) {
      mbeans = AgentMBeans.connect(pid());
    }
    return mbeans;
  }

  /** Polls the report until it names {@code kind}. */
  AgentReport awaitFinding(String kind) {
    AgentMBeans agentMBeans = mbeans();
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(agentMBeans::report, report -> report.kinds().contains(kind));
  }

  /** Ends standard input and waits for the program to end by itself. */
  Output runToEnd() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("the program did not end; it printed " + output().text());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
    return output();
  }

  /** Sends SIGTERM and waits for the end. */
  Output terminate() {
    process.destroy();
    return runToEnd();
  }

  /**
   * Asks the agent for the last time and ends standard input; what {@link #close} does first, for
   * tests that end many programs at once.
   */
  void release() {
    if (released) {
      return;
    }
    released = true;
    if (errorsChecked && process.isAlive()) {
      assertThat(mbeans().suppressedErrors()).as("errors swallowed in hooks").isZero();
      mbeans().report(); // asserts that the sockets add up
    }
    if (mbeans != null) {
      mbeans.close();
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      release();
      Output output = runToEnd();
      assertThat(output.exitCode()).as(output.text()).isZero();
      assertThat(output.stderr()).allMatch(this::isExpected, "an expected line of stderr");
    } finally {
      process.destroyForcibly();
    }
  }

  private boolean isExpected(String line) {
    return expectedStderr.stream().anyMatch(pattern -> pattern.matcher(line).matches());
  }

  private boolean dead(String line) {
    return !process.isAlive() && !stdout().contains(line);
  }

  private Output output() {
    return new Output(process.exitValue(), stdout(), stderr());
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
