package io.closewatch.jmx;

import io.closewatch.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The file for the textfile collector of the node exporter, which runs as another user: everybody
 * may read it. It is there whole or not at all, and goes with the JVM. Thread-safe: the end of the
 * JVM comes on a thread of its own, while the agent may be at work on a scan.
 */
final class MetricsFile {
  private static final Logger logger = Log.of(MetricsFile.class);
  private static final String SUFFIX = ".prom";

  private final Path file;
  private @Nullable Thread atExit;
  private boolean failed;
  private boolean made;
  private boolean ended;

  MetricsFile(File file) {
    this.file = file.toPath();
  }

  /** The name without the suffix: what tells the JVMs of a host apart. */
  String jvm() {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** Replaces what is there. Never throws; what cannot be written is told once. */
  synchronized void write(String text) {
    try {
      if (atExit == null && !ended) {
        atExit = goesWithTheJvm();
      }
      if (!ended) {
        replace(text);
        made = true;
      }
      failed = false;
    } catch (IOException | RuntimeException e) {
      if (!failed) {
        failed = true;
        logger.warn("metricsFile {} cannot be written: {}", file, e.toString());
      }
    }
  }

  /** Removes it, if it is ours. Never throws. */
  synchronized void delete() {
    Thread hook = atExit;
    atExit = null;
    try {
      if (hook != null && !ended) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException endsAlready) {
      ended = true;
    }
    try {
      if (made) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | RuntimeException e) {
      logger.warn("metricsFile {} cannot be removed: {}", file, e.toString());
    }
  }

  /** File.deleteOnExit() would not keep a scan from writing the file once more. */
  private Thread goesWithTheJvm() {
    Thread hook = new Thread(this::end, "closewatch-metrics-exit");
    // Not the creator's: a webapp's would be pinned.
    hook.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException endsAlready) {
      ended = true;
    }
    return hook;
  }

  private synchronized void end() {
    ended = true;
    delete();
  }

  private void replace(String text) throws IOException {
    Path directory = file.getParent();
    if (directory == null || !file.toString().endsWith(SUFFIX)) {
      throw new IOException("its name does not end in .prom: the collector would not read it");
    }
    Path whole = Files.createTempFile(directory, ".closewatch-", ".tmp");
    try {
      Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
