package io.closewatch.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory that looks like {@code /proc/self}. */
final class ProcFixture {
  static final List<String> TABLES =
      List.of(
          "tcp", "tcp6", "udp", "udp6", "unix", "netlink", "packet", "raw", "raw6", "icmp",
          "icmp6");

  private final Path root;

  private ProcFixture(Path root) {
    this.root = root;
  }

  /** Tables with their header only, limits of 20000 and no descriptor. */
  static ProcFixture empty(Path directory) throws IOException {
    ProcFixture fixture = new ProcFixture(directory);
    Files.createDirectories(directory.resolve("net"));
    Files.createDirectories(directory.resolve("fd"));
    for (String table : TABLES) {
      String text = captured("net/" + table);
      fixture.table(table, text.substring(0, text.indexOf('\n') + 1));
    }
    return fixture.limits(captured("limits"));
  }

  /** The capture {@code proc/6.18/mixed}. */
  static ProcFixture mixed(Path directory) throws IOException {
    ProcFixture fixture = empty(directory);
    for (String table : TABLES) {
      fixture.table(table, captured("net/" + table));
    }
    for (String line : captured("fd.txt").split("\n")) {
      String[] fields = line.split(" ");
      fixture.link(Integer.parseInt(fields[0]), fields[1]);
    }
    return fixture;
  }

  static String captured(String file) throws IOException {
    try (InputStream in = ProcFixture.class.getResourceAsStream("/proc/6.18/mixed/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  ProcFixture table(String name, String text) throws IOException {
    Files.writeString(root.resolve("net/" + name), text, StandardCharsets.ISO_8859_1);
    return this;
  }

  ProcFixture without(String file) throws IOException {
    Files.delete(root.resolve(file));
    return this;
  }

  ProcFixture limits(String text) throws IOException {
    Files.writeString(root.resolve("limits"), text);
    return this;
  }

  ProcFixture link(int fd, String target) throws IOException {
    Path link = fdDirectory().resolve(Integer.toString(fd));
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  Path root() {
    return root;
  }

  Path fdDirectory() {
    return root.resolve("fd");
  }
}
