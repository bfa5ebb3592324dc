package io.closewatch.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What {@code /proc/PID} tells of a process, see {@code proc(5)}. */
final class TargetProcess {
  private final Path procRoot;
  private final Path dir;
  private final long pid;

  TargetProcess(File procRoot, long pid) {
    this.procRoot = procRoot.toPath();
    this.dir = this.procRoot.resolve(Long.toString(pid));
    this.pid = pid;
  }

  boolean exists() {
    return Files.isDirectory(dir);
  }

  /** The id of the process that {@code pid} is a thread of; {@code pid} itself for a process. */
  long threadGroup() {
    String[] ids = status("Tgid:");
    return ids.length == 0 ? pid : Long.parseLong(ids[0]);
  }

  /** The process's own idea of its id: the last one, the others are those of outer namespaces. */
  String innermostPid() {
    String[] ids = status("NSpid:");
    return ids.length == 0 ? Long.toString(pid) : ids[ids.length - 1];
  }

  /** The effective uid. */
  int uid() throws IOException {
    return (Integer) Files.getAttribute(dir, "unix:uid");
  }

  /** The user's name, or the uid as text where it has none. */
  String user() {
    try {
      return Files.getOwner(dir).getName();
    } catch (IOException e) {
      return "?";
    }
  }

  /** The name of the program, for messages. */
  String program() {
    try {
      byte[] comm = Files.readAllBytes(dir.resolve("comm"));
      return new String(comm, StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      return "?";
    }
  }

  /** Whether a JVM is mapped into the process. */
  boolean hasJvm() throws IOException {
    // ISO 8859-1: file names need not be valid UTF-8, and a reader would throw.
    try (BufferedReader maps =
        Files.newBufferedReader(dir.resolve("maps"), StandardCharsets.ISO_8859_1)) {
      for (String line = maps.readLine(); line != null; line = maps.readLine()) {
        if (line.contains("/libjvm.so")) {
          return true;
        }
      }
    }
    return false;
  }

  /** True if the JVM was started with {@code -XX:+name} (or {@code -XX:-name}); the last counts. */
  boolean isSet(String name, boolean on) {
    boolean set = false;
    for (String argument : arguments()) {
      if (argument.contains("-XX:" + (on ? "+" : "-") + name)) {
        set = true;
      } else if (argument.contains("-XX:" + (on ? "-" : "+") + name)) {
        set = false;
      }
    }
    return set;
  }

  /** Whether the process sees other files under the same paths, as in a container. */
  boolean isInOtherMountNamespace() {
    try {
      Path own = Files.readSymbolicLink(procRoot.resolve("self/ns/mnt"));
      return !own.equals(Files.readSymbolicLink(dir.resolve("ns/mnt")));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** The file that the process sees under this absolute path. */
  File seen(File file) {
    return new File(dir.resolve("root").toFile(), file.getPath());
  }

  /** Whether the process sees the very same file under this absolute path. */
  boolean sees(File file) {
    try {
      return identity(file.toPath()).equals(identity(seen(file).toPath()));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Object> identity(Path path) throws IOException {
    return Arrays.asList(
        Files.getAttribute(path, "unix:dev"), Files.getAttribute(path, "unix:ino"));
  }

  /** The JVM's options: those of the environment are read first, so the command line's win. */
  private List<String> arguments() {
    StringBuilder text = new StringBuilder();
    for (String variable : strings("environ")) {
      if (variable.startsWith("JAVA_TOOL_OPTIONS=") || variable.startsWith("JDK_JAVA_OPTIONS=")) {
        text.append(variable.replace(' ', '\0')).append('\0');
      }
    }
    for (String argument : strings("cmdline")) {
      text.append(argument).append('\0');
    }
    return Arrays.asList(text.toString().split("\0", -1));
  }

  private List<String> strings(String file) {
    try {
      byte[] bytes = Files.readAllBytes(dir.resolve(file));
      return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return Collections.emptyList();
    }
  }

  private String[] status(String field) {
    try {
      for (String line : Files.readAllLines(dir.resolve("status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(field)) {
          return line.substring(field.length()).trim().split("\\s+", -1);
        }
      }
    } catch (IOException unreadable) {
      // As if the kernel did not have the field.
    }
    return new String[0];
  }

  static int uidOf(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
