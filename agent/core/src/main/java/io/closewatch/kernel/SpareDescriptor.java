package io.closewatch.kernel;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * One descriptor kept in reserve, so that a file can still be opened when the application has used
 * up all others. It is one of the files of the process, never a socket. Thread-safe.
 */
public final class SpareDescriptor implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final File file;
  private @Nullable FileInputStream held;
  private boolean everHeld;
  private boolean closed;

  /** Holds nothing before {@link #restore}. */
  public SpareDescriptor() {
    this(new File("/dev/null"));
  }

  /**
   * As above.
   *
   * @param file what is held open
   */
  public SpareDescriptor(File file) {
    this.file = file;
  }

  /** Takes the reserve (again) if that is possible now. */
  public synchronized void restore() {
    if (held == null && !closed) {
      held = tryOpen();
      everHeld |= held != null;
    }
  }

  /** True if nothing can be opened now; false too where that cannot be found out. */
  public synchronized boolean noneIsFree() {
    FileInputStream probe = tryOpen();
    giveBack(probe);
    return probe == null && everHeld; // else a SecurityManager forbids it, or this is not Linux
  }

  /**
   * Opens something, with the reserve if there is no other descriptor; the caller closes it and
   * then calls {@link #restore}.
   *
   * @param opening by {@code java.nio.file}, whose exceptions tell one lack from another
   * @throws IOException the last failure of {@code opening}
   */
  public synchronized <T> T lendTo(Opening<T> opening) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return opening.open();
      } catch (IOException e) {
        // Lack of a descriptor has no class of its own, and its text depends on the locale.
        if (attempt == ATTEMPTS || e.getClass() != FileSystemException.class) {
          throw e;
        }
        // Threads of the application wait for a descriptor too: nothing between this and open().
        giveBack(held);
        held = null;
      }
    }
  }

  /** Gives the reserve up for good. */
  @Override
  public synchronized void close() {
    closed = true;
    giveBack(held);
    held = null;
  }

  private @Nullable FileInputStream tryOpen() {
    try {
      return new FileInputStream(file);
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  private static void giveBack(@Nullable FileInputStream open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException ignored) {
      // opened for reading only: nothing is lost
    }
  }

  /** Something that needs one descriptor. */
  public interface Opening<T> {
    T open() throws IOException;
  }
}
