package io.closewatch.kernel;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Lists {@code /proc/self/fd}. */
final class FdDirectory implements FdLister {
  private final Path directory;

  FdDirectory(Path directory) {
    this.directory = directory;
  }

  @Override
  public int[] list() throws IOException {
    int[] fds = new int[256];
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        int fd = number(entry.getFileName());
        if (fd >= 0) {
          if (count == fds.length) {
            fds = Arrays.copyOf(fds, count * 2);
          }
          fds[count++] = fd;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return Arrays.copyOf(fds, count);
  }

  private static int number(Path name) {
    try {
      return Integer.parseInt(String.valueOf(name));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
