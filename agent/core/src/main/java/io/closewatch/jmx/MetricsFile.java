package io.closewatch.jmx;

import io.closewatch.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;

/**
 * The file for the textfile collector of the node exporter, which runs as another user: everybody
 * may read it. It is there whole or not at all, and goes with the JVM. For one thread at a time.
 */
final class MetricsFile {
  private static final Logger logger = Log.of(MetricsFile.class);
  private static final String SUFFIX = ".prom";

  private final Path file;
  private boolean failed;
  private boolean made;

  MetricsFile(File file) {
    this.file = file.toPath();
  }

  /** The name without the suffix: what tells the JVMs of a host apart. */
  String jvm() {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** Replaces what is there. Never throws; what cannot be written is told once. */
  void write(String text) {
    try {
      replace(text);
      if (!made) {
        made = true;
        file.toFile().deleteOnExit();
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
  void delete() {
    try {
      if (made) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | RuntimeException e) {
      logger.warn("metricsFile {} cannot be removed: {}", file, e.toString());
    }
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
