package io.closewatch.check;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** Small files of text in UTF-8: read whole, replaced as a whole or not at all. */
final class TextFile {
  /** Writes the content of a file. */
  interface Content {
    void write(Writer out) throws IOException;
  }

  /**
   * The lines of a file that the user named.
   *
   * @param what what it is to the user
   */
  static List<String> lines(Path file, String what) throws BadFileException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new BadFileException(what + " " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw new BadFileException(what + " " + file + " is not UTF-8");
    } catch (IOException e) {
      throw new BadFileException(what + " " + file + " cannot be read: " + e);
    }
  }

  /** Whoever reads the file meanwhile sees the old one or the new one. */
  static void replace(Path file, Content content) throws IOException {
    // A link stays one; what it points to is replaced.
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (Writer out = writer(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW))) {
        content.write(out);
      }
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Adds to a file that others add to as well. */
  static void append(Path file, String text) throws IOException {
    try (Writer out =
        writer(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      out.write(text);
    }
  }

  /** Unlike that of {@link Files}, it does not fail at half a surrogate pair. */
  private static Writer writer(OutputStream stream) {
    return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  private TextFile() {}
}
