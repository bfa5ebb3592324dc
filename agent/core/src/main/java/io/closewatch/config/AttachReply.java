package io.closewatch.config;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The agent's answer to an {@link AttachCommand}: a UTF-8 file whose first line is the outcome and
 * whose rest is text for the user. Immutable.
 */
public final class AttachReply {

  /** How a command went. */
  public enum Outcome {
    OK("ok"),
    /** No agent runs, and the command does not start one. */
    NOT_RUNNING("not running"),
    ERROR("error");

    private final String line;

    Outcome(String line) {
      this.line = line;
    }
  }

  private final Outcome outcome;
  private final String text;

  public AttachReply(Outcome outcome, String text) {
    this.outcome = outcome;
    this.text = text;
  }

  /**
   * Reads a complete answer.
   *
   * @throws IOException if the file cannot be read or is none of ours
   */
  public static AttachReply read(File file) throws IOException {
    String content = new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
    int end = content.indexOf('\n');
    String first = end < 0 ? content : content.substring(0, end);
    for (Outcome outcome : EnumSet.allOf(Outcome.class)) {
      if (outcome.line.equals(first)) {
        return new AttachReply(outcome, end < 0 ? "" : content.substring(end + 1));
      }
    }
    throw new IOException(file + " does not start with the outcome of a command");
  }

  public Outcome outcome() {
    return outcome;
  }

  /** What to show to the user. */
  public String text() {
    return text;
  }

  /**
   * Writes the answer under another name, then renames it to {@code file}. Never overwrites and
   * never follows a link.
   */
  public void writeTo(File file) throws IOException {
    Path target = file.toPath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Set<OpenOption> create = new HashSet<>();
    create.add(StandardOpenOption.WRITE);
    create.add(StandardOpenOption.CREATE_NEW);
    create.add(LinkOption.NOFOLLOW_LINKS);
    ByteBuffer bytes =
        ByteBuffer.wrap((outcome.line + "\n" + text).getBytes(StandardCharsets.UTF_8));
    try (SeekableByteChannel channel = Files.newByteChannel(part, create)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
