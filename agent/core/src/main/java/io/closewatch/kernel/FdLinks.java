package io.closewatch.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Tells from the symbolic link {@code fd/N} what descriptor N is. Needs no free descriptor, and
 * unlike stat never waits for a file system that hangs.
 */
final class FdLinks {
  /** A path: a file, a directory or a device. Below the constants of {@link FdQuery}. */
  static final long FILE = -3;

  /** Anything else: a pipe, an epoll. */
  static final long OTHER = -4;

  private static final String SOCKET = "socket:[";

  private final Path directory;

  FdLinks(Path directory) {
    this.directory = directory;
  }

  /**
   * The inode of the socket, {@link FdQuery#NOT_OPEN}, {@link FdQuery#UNKNOWN}, {@link #FILE} or
   * {@link #OTHER}.
   */
  long read(int fd) {
    try {
      return parse(Files.readSymbolicLink(directory.resolve(Integer.toString(fd))).toString());
    } catch (NoSuchFileException e) {
      return FdQuery.NOT_OPEN;
    } catch (IOException | SecurityException e) {
      return FdQuery.UNKNOWN;
    }
  }

  private static long parse(String target) {
    if (target.startsWith("/")) {
      return FILE;
    }
    int end = target.length() - 1;
    if (!target.startsWith(SOCKET) || target.charAt(end) != ']') {
      return OTHER;
    }
    long inode = 0;
    for (int i = SOCKET.length(); i < end; i++) {
      int digit = target.charAt(i) - '0';
      if (digit < 0 || digit > 9 || inode > Long.MAX_VALUE / 10 - 1) {
        return FdQuery.UNKNOWN;
      }
      inode = inode * 10 + digit;
    }
    return inode == 0 ? FdQuery.UNKNOWN : inode;
  }
}
