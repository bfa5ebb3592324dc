package io.closewatch.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child JVM that answers commands; see {@link Lockstep}. */
final class ChildJvm implements Closeable {
  private static final long EXIT_SECONDS = 30;

  /** So that growth of the heap is not measured. */
  private static final List<String> FIXED_HEAP = Arrays.asList("-Xms512m", "-Xmx512m");

  private final Process process;
  private final Writer commands;
  private final BufferedReader output;
  private final List<String> strayLines = new ArrayList<>();

  private ChildJvm(Process process) {
    this.process = process;
    this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Arguments: options of the JVM, the main class, its arguments. */
  static ChildJvm start(Jdk jdk, JavaAgent agent, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(FIXED_HEAP);
    all.addAll(arguments);
    return new ChildJvm(
        new ProcessBuilder(command(jdk, agent, all)).redirectErrorStream(true).start());
  }

  static List<String> command(Jdk jdk, JavaAgent agent, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java());
    command.addAll(agent.arguments());
    command.add("-cp");
    command.add(classPath());
    command.addAll(arguments);
    return command;
  }

  /** Without our own jars, which an application does not have on its class path. */
  private static String classPath() {
    List<String> kept = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!new File(path).getName().startsWith("closewatch-")) {
        kept.add(path);
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  Reply ask(String command) throws IOException {
    try {
      commands.write(command + "\n");
      commands.flush();
    } catch (IOException ignored) {
      // The child ended; its last words below say more than a broken pipe.
    }
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Reply reply = Reply.parse(line);
      if (reply != null) {
        return reply;
      }
      strayLines.add(line);
    }
    throw new IOException("the child ended: " + String.join("\n", strayLines));
  }

  /** The end of its input ends the child. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException ignored) {
      // The child ended before.
    }
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
