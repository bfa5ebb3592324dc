package io.closewatch.junit;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.CodeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Attaches the agent to this JVM by the command line of the agent jar, in a process of its own: a
 * JVM from 9 on refuses to attach to itself, and only a JDK has what that takes.
 */
final class SelfAttach {
  private static final long PATIENCE_SECONDS = 60;
  private static final int MAX_OUTPUT = 2000;

  private final Path java;
  private final @Nullable Path jar;
  private final long patienceSeconds;
  private boolean tried;
  private @Nullable String problem;

  SelfAttach(Path javaHome, @Nullable Path jar, long patienceSeconds) {
    this.java = javaHome.resolve("bin").resolve("java");
    this.jar = jar;
    this.patienceSeconds = patienceSeconds;
  }

  /** With the JDK that runs this, and the jar that this class is in. */
  static @Nullable String problemOfThisJvm() {
    return ThisJvm.ATTACH.problem();
  }

  /** Attaches at the first call; returns why that was not possible, or null. */
  synchronized @Nullable String problem() {
    if (!tried) {
      tried = true;
      problem = attach();
    }
    return problem;
  }

  private @Nullable String attach() {
    if (jar == null || !Files.isRegularFile(jar)) {
      return "the closewatch agent is not in this JVM; start it with"
          + " -javaagent:closewatch-agent.jar";
    }
    @Nullable String failure;
    try {
      failure = run(jar);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "interrupted";
    } catch (IOException | RuntimeException e) {
      failure = e.toString();
    }
    return failure == null
        ? null
        : "the closewatch agent is not in this JVM and cannot be attached to it; start the JVM with"
            + " -javaagent:"
            + jar
            + " (Surefire: argLine, Gradle: jvmArgs). "
            + failure;
  }

  private @Nullable String run(Path agentJar) throws IOException, InterruptedException {
    Path output = Files.createTempFile("closewatch-attach", ".txt");
    try {
      Process process = start(agentJar, output.toFile());
      try {
        if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
          return "The attempt took longer than " + patienceSeconds + " s. " + text(output);
        }
        return process.exitValue() == 0 ? null : "The attempt failed: " + text(output);
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private Process start(Path agentJar, File output) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                java.toString(), "-jar", agentJar.toString(), "attach", Long.toString(pid()))
            .redirectErrorStream(true)
            .redirectOutput(output);
    // What is meant for the JVM of the tests, such as agents, does not suit this one.
    command.environment().remove("JAVA_TOOL_OPTIONS");
    command.environment().remove("JDK_JAVA_OPTIONS");
    return command.start();
  }

  private static String text(Path output) throws IOException {
    String text = new String(Files.readAllBytes(output), Charset.defaultCharset()).trim();
    return text.length() <= MAX_OUTPUT ? text : text.substring(0, MAX_OUTPUT) + "...";
  }

  /** On all JVMs so far the number before the host's name; first the kernel, as the agent asks. */
  private static long pid() {
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException notLinux) {
      String name = ManagementFactory.getRuntimeMXBean().getName();
      return Long.parseLong(name.substring(0, name.indexOf('@')));
    }
  }

  /** Apart, so that the listener asks for nothing that a SecurityManager could refuse. */
  private static final class ThisJvm {
    static final SelfAttach ATTACH =
        new SelfAttach(Paths.get(System.getProperty("java.home", "")), ownJar(), PATIENCE_SECONDS);

    private static @Nullable Path ownJar() {
      try {
        CodeSource source = SelfAttach.class.getProtectionDomain().getCodeSource();
        return source == null ? null : Paths.get(source.getLocation().toURI());
      } catch (URISyntaxException | RuntimeException noFile) {
        return null;
      }
    }
  }
}
