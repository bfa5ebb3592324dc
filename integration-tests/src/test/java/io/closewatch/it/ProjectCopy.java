package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project of src/test/projects, copied so that a test may change it, with the agent beside its
 * build file. Its {@code mvn} is the Maven that builds us, with the same local repository, settings
 * and offline mode: what is missing there it fetches by itself, as we did.
 */
final class ProjectCopy {

  /** The first build on a machine fetches plugins. */
  private static final long PATIENCE_MINUTES = 5;

  /** A build of some seconds is over before C2 has paid off. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Path home = Build.newDirectory("project");

  /** The blank is there to be stumbled over. */
  private final Path root = home.resolve("web shop");

  private ProjectCopy() {}

  static ProjectCopy of(String name) throws IOException {
    return of(Build.project(name));
  }

  /** Without what was built there. */
  static ProjectCopy of(Path source) throws IOException {
    ProjectCopy copy = new ProjectCopy();
    Path built = source.resolve("target");
    try (Stream<Path> files = Files.walk(source).filter(file -> !file.startsWith(built))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.root.resolve(source.relativize(file).toString()));
      }
    }
    copy.link("closewatch-agent.jar", Build.AGENT_JAR.toRealPath());
    Files.createDirectory(copy.file(".mvn")); // else that of the project around it counts
    copy.writeMaven();
    return copy;
  }

  Path file(String name) {
    return root.resolve(name);
  }

  /** Changes a file where the text stands, and only there. */
  void replace(String file, String text, String other) throws IOException {
    String content = Files.readString(file(file));
    assertThat(content).containsOnlyOnce(text);
    Files.writeString(file(file), content.replace(text, other));
  }

  /** The line of a file that the text is in, counted from 1. */
  int line(String file, String text) throws IOException {
    List<String> lines = Files.readAllLines(file(file));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(text + " is not in " + file);
  }

  String read(String name) throws IOException {
    return Files.readString(file(name));
  }

  void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(file(name), target);
  }

  /** Runs lines of a shell in the project, as a build server does: the first that fails ends it. */
  Output bash(String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script)
            .directory(root.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    var environment = builder.environment();
    environment
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MAVEN_PROJECTBASEDIR"));
    String javaHome = System.getProperty("java.home");
    environment.put("JAVA_HOME", javaHome);
    environment.put(
        "PATH", home.resolve("bin") + ":" + javaHome + "/bin:" + environment.get("PATH"));
    environment.merge("MAVEN_OPTS", SHORT_LIVED, (old, more) -> old + " " + more);
    environment.put("GITHUB_STEP_SUMMARY", file("summary.md").toString());
    Process process = builder.start();
    boolean ended;
    try {
      ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Output output =
        new Output(
            ended ? process.exitValue() : -1, Files.readAllLines(out), Files.readAllLines(err));
    assertThat(ended).as(output.text()).isTrue();
    return output;
  }

  private void writeMaven() throws IOException {
    List<String> command = new ArrayList<>();
    command.add("exec");
    command.add(quoted(property("closewatch.maven.home") + "/bin/mvn"));
    command.add(quoted("-Dmaven.repo.local=" + property("closewatch.maven.repository")));
    if (property("closewatch.maven.offline").equals("offline=true")) {
      command.add("-o");
    }
    String settings = property("closewatch.maven.settings").substring("file=".length());
    if (Files.isRegularFile(Path.of(settings))) {
      command.add("-s " + quoted(settings));
    }
    command.add("\"$@\"");
    Path maven = Files.createDirectory(home.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\n" + String.join(" ", command) + "\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  private static String property(String name) {
    String value = System.getProperty(name, "");
    assertThat(value).as("the property %s, which our pom sets", name).isNotEmpty();
    return value;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
