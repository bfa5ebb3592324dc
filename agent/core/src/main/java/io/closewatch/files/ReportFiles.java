package io.closewatch.files;

import io.closewatch.config.ProcessId;
import io.closewatch.kernel.SpareDescriptor;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes report files on behalf of a remote caller, who must not gain a way to write anywhere: bare
 * names of known suffixes, only inside the report directory, never over anything that is there,
 * never through a link.
 */
public final class ReportFiles {
  private static final int MAX_NAME = 100;
  private static final int MAX_ATTEMPTS = 100;
  private static final String[] SUFFIXES = {".txt", ".json", ".html", ".sarif"};

  private final ReportDirectory directory;
  private final SpareDescriptor spare;

  /**
   * @param reportDir absolute; created with mode 0700 when the first report is written
   * @param spare for when no other descriptor is left
   */
  public ReportFiles(File reportDir, SpareDescriptor spare) {
    this.directory = new ReportDirectory(reportDir);
    this.spare = spare;
  }

  /**
   * Writes a new file and returns its absolute path.
   *
   * @param name a bare file name, or "" for a generated one
   * @param suffix of the format: .txt, .json, .html or .sarif
   * @throws IllegalArgumentException if the name is not allowed
   * @throws IllegalStateException if the file cannot be written; the message says why
   */
  public String write(String name, String suffix, String text) {
    if (name.isEmpty()) {
      return writeGenerated("closewatch-" + stamp(ZoneId.systemDefault()), suffix, text);
    }
    check(name, suffix);
    Path file = directory.prepare().resolve(name);
    try {
      return create(file, text);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException(file + " is there already and is not overwritten");
    }
  }

  /**
   * Writes a new file {@code closewatch-emergency-PID-TIME.txt}, TIME being UTC, and returns its
   * absolute path.
   *
   * @throws IllegalStateException if the file cannot be written; the message says why
   */
  public String writeEmergency(String text) {
    return writeGenerated("closewatch-emergency-" + stamp(ZoneOffset.UTC) + "Z", ".txt", text);
  }

  /** Goes the way of {@link #writeEmergency} to the point where it would leave a trace. */
  public void rehearse() {
    try {
      stamp(ZoneOffset.UTC);
      create(Paths.get("/dev/null"), "");
    } catch (FileAlreadyExistsException | IllegalStateException expected) {
      // All classes of that way are there now.
    }
  }

  private static String stamp(ZoneId zone) {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(LocalDateTime.now(zone));
    return ProcessId.current() + "-" + time;
  }

  private String writeGenerated(String base, String suffix, String text) {
    Path dir = directory.prepare();
    for (int i = 1; i <= MAX_ATTEMPTS; i++) {
      try {
        return create(dir.resolve(base + (i == 1 ? "" : "-" + i) + suffix), text);
      } catch (FileAlreadyExistsException next) {
        // Two reports within one second: the next number.
      }
    }
    throw new IllegalStateException("too many reports in " + dir + " within one second");
  }

  private static void check(String name, String suffix) {
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException("file name is longer than " + MAX_NAME + " characters");
    }
    // An allow-list: what else there is in names (separators, control characters, streams, text
    // that the file system's encoding lacks) is nothing that a report needs.
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed = c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
      if (!allowed) {
        throw new IllegalArgumentException(
            "file name may hold letters, digits, '.', '_' and '-' only; it is written to the"
                + " directory of the option reportDir");
      }
    }
    if (name.startsWith(".") || name.contains("..")) {
      throw new IllegalArgumentException("file name must not start with '.' or hold '..'");
    }
    if (!isKnown(suffix) || !name.endsWith(suffix)) {
      throw new IllegalArgumentException("file name must end in " + suffix);
    }
  }

  private static boolean isKnown(String suffix) {
    for (String known : SUFFIXES) {
      if (known.equals(suffix)) {
        return true;
      }
    }
    return false;
  }

  private String create(Path file, String text) throws FileAlreadyExistsException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (SeekableByteChannel channel = NewFile.open(file, spare)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | SecurityException e) {
      throw new IllegalStateException("cannot write " + file + ": " + ReportDirectory.reason(e));
    } finally {
      spare.restore();
    }
    return file.toString();
  }
}
