package io.closewatch.files;

import io.closewatch.kernel.SpareDescriptor;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The files of one report in several formats, under one name. Each is there whole or not at all,
 * and none takes the place of a file that is there, although other processes may write the same
 * names at the same time: then the name gets a number. For one thread.
 */
public final class ReportSet {
  private static final int MAX_ATTEMPTS = 1000;

  private final ReportDirectory directory;
  private final String name;
  private final SpareDescriptor spare;
  private int number = 1;

  /**
   * @param reportDir absolute; created when the first file is written
   * @param name a bare file name, mostly without a suffix
   * @param spare for when no other descriptor is left
   */
  public ReportSet(File reportDir, String name, SpareDescriptor spare) {
    this.directory = new ReportDirectory(reportDir);
    this.name = name;
    this.spare = spare;
  }

  /**
   * Writes one more file and returns its absolute path.
   *
   * @param suffix of the format, with its dot
   * @throws IllegalStateException if the file cannot be written; the message says why
   */
  public String add(String suffix, Body body) {
    Path dir = directory.prepare();
    Path wanted = dir.resolve(name + suffix);
    Path temporary = null;
    try {
      temporary = write(dir, body);
      return place(temporary, dir, suffix).toString();
    } catch (IOException | SecurityException e) {
      throw new IllegalStateException("cannot write " + wanted + ": " + ReportDirectory.reason(e));
    } finally {
      delete(temporary);
      spare.restore();
    }
  }

  private Path write(Path dir, Body body) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path file = dir.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".tmp");
      try {
        write(NewFile.open(file, spare), file, body);
        return file;
      } catch (FileAlreadyExistsException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void write(SeekableByteChannel channel, Path file, Body body) throws IOException {
    boolean whole = false;
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
      body.writeTo(out);
      out.flush();
      whole = true;
    } finally {
      if (!whole) {
        delete(file);
      }
    }
  }

  /** Under the number of the files before, if that is free. */
  private Path place(Path temporary, Path dir, String suffix) throws IOException {
    for (int next = number; next <= MAX_ATTEMPTS; next++) {
      Path file = dir.resolve(fileName(next, suffix));
      try {
        moveToNew(temporary, file);
        number = next;
        return file;
      } catch (FileAlreadyExistsException taken) {
        // By another process, or an earlier run with the same number.
      }
    }
    throw new FileSystemException(
        dir.resolve(fileName(1, suffix)).toString(),
        null,
        MAX_ATTEMPTS + " files are there already");
  }

  private String fileName(int index, String suffix) {
    String base = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    return base + (index == 1 ? "" : "-" + index) + suffix;
  }

  /** A move that replaces nothing: rename() would, and to look first is to be late. */
  private void moveToNew(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException noLinksThere) {
      NewFile.open(file, spare).close();
      try {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        delete(file);
        throw e;
      }
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | SecurityException ignored) {
      // A file that is left over does not look like a report.
    }
  }

  /** What is written into a file. */
  public interface Body {
    void writeTo(Appendable out) throws IOException;
  }
}
