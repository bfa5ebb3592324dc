package io.closewatch.kernel;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of /proc, opened once and re-read from its start, so that it can be read when no
 * descriptor is left. RandomAccessFile and not a FileChannel: an interrupt would close the channel.
 */
final class ProcFile implements ByteSource, AutoCloseable {
  private final File file;
  private @Nullable RandomAccessFile open;

  ProcFile(Path root, String name) {
    this.file = root.resolve(name).toFile();
  }

  /** Holds the file open from now on if that is possible; if not, {@link #rewind} tries again. */
  void tryOpen() {
    try {
      rewind();
    } catch (IOException | SecurityException ignored) {
      // the read that needs the file says why
    }
  }

  /** Goes to the start; an exception's message is "path: reason". */
  RandomAccessFile rewind() throws IOException {
    try {
      RandomAccessFile at = open;
      if (at == null) {
        at = new RandomAccessFile(file, "r");
        open = at;
      }
      at.seek(0);
      return at;
    } catch (IOException e) {
      throw new IOException(path() + ": " + reason(e), e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    RandomAccessFile from = open == null ? rewind() : open;
    try {
      return from.read(buffer, offset, length);
    } catch (IOException e) {
      throw new IOException(path() + ": " + e.getMessage(), e);
    }
  }

  /** False if there is no such file: the kernel was built or booted without that protocol. */
  boolean exists() {
    return open != null || file.exists();
  }

  String path() {
    return file.getPath();
  }

  @Override
  public void close() {
    RandomAccessFile closing = open;
    open = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (IOException ignored) {
      // opened for reading only: nothing is lost
    }
  }

  // RandomAccessFile says "/path (reason)", the reason being strerror's.
  private String reason(IOException e) {
    if (!file.exists()) {
      return "no such file";
    }
    String message = String.valueOf(e.getMessage());
    String path = path() + " (";
    return e instanceof FileNotFoundException && message.startsWith(path) && message.endsWith(")")
        ? message.substring(path.length(), message.length() - 1)
        : message;
  }
}
