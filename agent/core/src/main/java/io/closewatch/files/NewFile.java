package io.closewatch.files;

import io.closewatch.kernel.SpareDescriptor;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes files that were not there, never through a link; readable by their owner alone, since
 * stacks and addresses are sensitive.
 */
final class NewFile {

  /**
   * An empty file, open for writing, with the reserve if there is no other descriptor; {@code
   * spare} is to be restored after it is closed.
   *
   * @throws java.nio.file.FileAlreadyExistsException if something is there already
   */
  static SeekableByteChannel open(Path file, SpareDescriptor spare) throws IOException {
    Set<OpenOption> options = new HashSet<>();
    options.add(StandardOpenOption.WRITE);
    options.add(StandardOpenOption.CREATE_NEW);
    options.add(LinkOption.NOFOLLOW_LINKS);
    FileAttribute<?>[] mode = ownerOnly(file);
    return spare.lendTo(() -> Files.newByteChannel(file, options, mode));
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return ReportDirectory.isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private NewFile() {}
}
