package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The JConsole of a JDK, connected to a child JVM and driven by the probe JConsoleDriver. */
final class JConsole implements AutoCloseable {

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;
  private final Path directory;

  private JConsole(Process process, Path directory) {
    this.process = process;
    this.requests = new DataOutputStream(process.getOutputStream());
    this.answers = new DataInputStream(process.getInputStream());
    this.directory = directory;
  }

  /** A JDK that has JConsole and can open windows; where there is none, that is said. */
  static Optional<Jdk> find() {
    Jdk ofBuild = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    Optional<Jdk> found =
        Stream.concat(TestJdks.only17(), Stream.concat(TestJdks.all(), Stream.of(ofBuild)))
            .filter(jdk -> jdk.version() >= 17)
            .filter(jdk -> Files.exists(jdk.home().resolve("lib/libawt_xawt.so")))
            .filter(jdk -> Files.isExecutable(jdk.tool("jconsole")))
            .findFirst();
    if (found.isEmpty()) {
      System.out.println("integration tests: no JDK with a JConsole: JConsole is not looked at");
    }
    return found;
  }

  static JConsole start(Jdk jdk, XDisplay display, long pid) throws IOException {
    Path directory = Build.newDirectory("jconsole");
    ProcessBuilder builder =
        new ProcessBuilder(
                jdk.tool("java").toString(),
                "-Xmx256m",
                "-Duser.language=en",
                "-Djava.util.prefs.userRoot=" + directory,
                "--add-modules=jdk.jconsole",
                "--add-exports=jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED",
                "-cp",
                Build.PROBES.toString(),
                "io.closewatch.probes.JConsoleDriver",
                Long.toString(pid))
            .redirectError(directory.resolve("stderr").toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("DISPLAY", display.name());
    return new JConsole(builder.start(), directory);
  }

  /** Waits until JConsole has done it. */
  void does(String... words) {
    awaits(answer -> !answer.isEmpty(), words);
  }

  /** Waits until what is asked for is there, and is as expected. */
  List<String> awaits(Predicate<List<String>> expectation, String... words) {
    return await()
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .conditionEvaluationListener(condition -> {})
        .until(() -> ask(words), expectation);
  }

  List<String> ask(String... words) throws IOException {
    requests.writeInt(words.length);
    for (String word : words) {
      requests.writeUTF(word);
    }
    requests.flush();
    int length = answers.readInt();
    List<String> answer = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      answer.add(answers.readUTF());
    }
    return answer;
  }

  /** Selects a node of the tree by the names on the way to it. */
  void selects(String... path) {
    does(Stream.concat(Stream.of("select"), Stream.of(path)).toArray(String[]::new));
  }

  @Override
  public void close() {
    try {
      requests.close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("JConsole ends").isTrue();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
