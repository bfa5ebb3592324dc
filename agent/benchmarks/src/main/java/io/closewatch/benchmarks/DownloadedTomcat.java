package io.closewatch.benchmarks;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Tomcat as it is downloaded, in a JVM of its own, with {@link HelloServlet} and the
 * configuration that comes with it: access log, JULI and listeners as users have them. Only the
 * port is another.
 */
final class DownloadedTomcat implements Closeable {
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 30;
  private static final int HTTP_OK = 200;

  private final Process process;
  private final TomcatBase base;

  private DownloadedTomcat(Process process, TomcatBase base) {
    this.process = process;
    this.base = base;
  }

  /** Returns when the servlet has answered. */
  static DownloadedTomcat start(Jdk jdk, JavaAgent agent) throws IOException, InterruptedException {
    TomcatBase base = TomcatBase.create();
    File output = base.logs().resolve("catalina.out").toFile();
    Process process =
        new ProcessBuilder(command(jdk, agent, base))
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    DownloadedTomcat tomcat = new DownloadedTomcat(process, base);
    try {
      tomcat.awaitAnswer();
    } catch (IOException | InterruptedException e) {
      tomcat.close();
      throw e;
    }
    return tomcat;
  }

  private static List<String> command(Jdk jdk, JavaAgent agent, TomcatBase base) {
    List<String> command = new ArrayList<>();
    // Java 8 does not tell the id of a child, a shell that becomes the JVM does.
    command.addAll(
        Arrays.asList("/bin/sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", base.pidFile()));
    command.add(jdk.java());
    command.addAll(agent.arguments());
    command.addAll(Arrays.asList("-Xms512m", "-Xmx512m"));
    command.addAll(base.arguments());
    return command;
  }

  String url() {
    return "http://127.0.0.1:" + base.port() + "/";
  }

  /** User and system time of the JVM so far, in seconds, in ticks of 10 ms (proc(5), stat). */
  double cpuSeconds() throws IOException {
    String pid = text(Paths.get(base.pidFile())).trim();
    String stat = text(Paths.get("/proc", pid, "stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / 100.0;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IOException(
            "Tomcat does not answer: " + text(base.logs().resolve("catalina.out")));
      }
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url()).toURL().openConnection();
      return connection.getResponseCode() == HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    base.delete();
  }
}
