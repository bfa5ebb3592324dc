package io.closewatch.cli;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A fresh directory that the agent writes its answer into: for the owner alone, and given to the
 * user of the target if that is another one.
 */
final class ReplyDirectory implements Closeable {
  private static final String NAME = "reply";

  private final Path dir;
  private final File asTheTargetSeesIt;

  private ReplyDirectory(Path dir, File asTheTargetSeesIt) {
    this.dir = dir;
    this.asTheTargetSeesIt = asTheTargetSeesIt;
  }

  /** A directory that both this process and the target can write to. */
  static ReplyDirectory create(TargetProcess target, File tempDir, int ownUid) {
    try {
      boolean elsewhere = target.isInOtherMountNamespace();
      Path parent = (elsewhere ? target.seen(tempDir) : tempDir).toPath();
      Path dir = Files.createTempDirectory(parent, "closewatch-", ownerOnly(parent));
      if (target.exists() && target.uid() != ownUid) {
        Files.setAttribute(dir, "unix:uid", target.uid());
      }
      return new ReplyDirectory(
          dir, new File(new File(tempDir, dir.getFileName().toString()), NAME));
    } catch (IOException e) {
      throw new CannotDoException(
          "cannot make a directory for the agent's answer in " + tempDir + ": " + e);
    }
  }

  /** The path to tell the agent. */
  File fileForTarget() {
    return asTheTargetSeesIt;
  }

  /** The same file as this process sees it. */
  File file() {
    return dir.resolve(NAME).toFile();
  }

  @Override
  public void close() {
    deleteQuietly(dir.resolve(NAME));
    deleteQuietly(dir.resolve(NAME + ".part"));
    deleteQuietly(dir);
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException left) {
      // A small file stays in the temporary directory; the answer was given.
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path parent) {
    return parent.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
