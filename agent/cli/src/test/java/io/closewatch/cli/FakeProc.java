package io.closewatch.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process table in a directory, laid out as {@code /proc}. */
final class FakeProc {
  private final Path root;

  FakeProc(Path root) {
    this.root = root;
    write("self/ns/mnt.is", "a directory of this process");
    link("self/ns/mnt", "mnt:[1]");
  }

  File root() {
    return root.toFile();
  }

  FakeProc jvm(long pid) {
    write(pid + "/maps", "7f00-7f01 r-xp 0 08:01 42 /usr/lib/jvm/lib/server/libjvm.so\n");
    return process(pid, "java");
  }

  FakeProc process(long pid, String comm) {
    write(pid + "/comm", comm + "\n");
    write(pid + "/status", "Name:\t" + comm + "\nTgid:\t" + pid + "\nNSpid:\t" + pid + "\n");
    if (!Files.exists(root.resolve(pid + "/maps"))) {
      write(pid + "/maps", "5500-5501 r-xp 0 08:01 42 /usr/bin/" + comm + "\n");
    }
    link(pid + "/ns/mnt", "mnt:[1]");
    return this;
  }

  FakeProc write(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeProc link(String path, String target) {
    try {
      Path link = root.resolve(path);
      Files.createDirectories(link.getParent());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
