package io.closewatch.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory of report files. By default it lies in a /tmp that others can write to, who may
 * have put a link or a directory of their own there: such a one is not used. A directory of root
 * is, for volumes that a container finds mounted.
 */
final class ReportDirectory {
  private static final int ROOT = 0;

  private final File configured;

  ReportDirectory(File configured) {
    this.configured = configured;
  }

  /**
   * Creates the directory if it is not there, and checks it.
   *
   * @throws IllegalStateException if it cannot be used; the message says why
   */
  Path prepare() {
    try {
      Path dir = configured.toPath();
      Path parent = dir.getParent();
      if (parent != null
          && !Files.isDirectory(parent)) { // createDirectories() takes no link before 20
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(dir, ownerOnly(dir));
      } catch (FileAlreadyExistsException e) {
        check(dir);
      }
      return dir;
    } catch (IOException | SecurityException | InvalidPathException e) {
      throw new IllegalStateException(
          "cannot use the report directory " + configured + ": " + reason(e));
    }
  }

  /** Why a file could not be written, in words: the message of many an exception is its path. */
  static String reason(Exception e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such directory";
    }
    String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : null;
    return reason == null ? e.toString() : reason;
  }

  static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static FileAttribute<?>[] ownerOnly(Path dir) {
    return isPosix(dir)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void check(Path dir) throws IOException {
    if (Files.isSymbolicLink(dir)) {
      throw new IllegalStateException(
          "the report directory " + dir + " is a symbolic link; set reportDir to a real directory");
    }
    if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalStateException("the report directory " + dir + " is not a directory");
    }
    if (isPosix(dir)) {
      checkOwner(dir);
    }
  }

  private static void checkOwner(Path dir) throws IOException {
    int owner = uid(dir);
    Integer own = ownUid();
    if (owner != ROOT && own != null && owner != own) {
      throw new IllegalStateException(
          "the report directory "
              + dir
              + " belongs to another user (uid "
              + owner
              + "); set reportDir to a directory of your own");
    }
  }

  /** The uid of this process, or null where there is no /proc to ask. */
  private static @Nullable Integer ownUid() {
    try {
      return uid(Paths.get("/proc/self/task"));
    } catch (IOException e) {
      return null;
    }
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
