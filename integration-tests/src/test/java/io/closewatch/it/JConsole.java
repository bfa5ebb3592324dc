package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  private JConsole(Process process) {
    this.process = process;
    this.requests = new DataOutputStream(process.getOutputStream());
    this.answers = new DataInputStream(process.getInputStream());
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

  /** Starts it, connects, and goes to the MBeans. */
  static JConsole connect(Jdk jdk, XDisplay display, long pid) throws IOException {
    JConsole console = start(jdk, display, pid);
    try {
      console.does("press", "Insecure connection");
      console.does("tab", "MBeans");
      console.awaits(texts -> !texts.contains("Cancel"), "texts"); // it says that it connects
      return console;
    } catch (RuntimeException e) {
      console.close();
      throw e;
    }
  }

  private static JConsole start(Jdk jdk, XDisplay display, long pid) throws IOException {
    Path directory = Build.newDirectory("jconsole");
    ProcessBuilder builder =
        new ProcessBuilder(
                jdk.tool("java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it runs for seconds only
                "-Duser.language=en",
                "-Djava.util.prefs.userRoot=" + directory,
                "--add-modules=jdk.jconsole",
                "--add-exports=jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED",
                "-cp",
                Build.PROBES.toString(),
                "io.closewatch.probes.JConsoleDriver",
                "-interval=1",
                Long.toString(pid))
            .redirectError(directory.resolve("stderr").toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("DISPLAY", display.name());
    return new JConsole(builder.start());
  }

  /** Waits until JConsole has done it. */
  void does(String... words) {
    awaits(answer -> !answer.isEmpty(), words);
  }

  /** Waits until what is asked for is as expected. */
  List<String> awaits(Predicate<List<String>> expectation, String... words) {
    return await()
        .alias(String.join(" ", words))
        .atMost(RunningApp.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> ask(words), expectation);
  }

  private List<String> ask(String... words) throws IOException {
    requests.writeInt(words.length);
    for (String word : words) {
      requests.writeUTF(word);
    }
    requests.flush();
    String[] answer = new String[answers.readInt()];
    for (int i = 0; i < answer.length; i++) {
      answer[i] = answers.readUTF();
    }
    return List.of(answer);
  }

  /** The names of the nodes below a node of the tree. */
  List<String> nodes(String... path) {
    return awaits(nodes -> !nodes.isEmpty(), with("nodes", path));
  }

  /** Selects a node of the tree by the names on the way to it. */
  void selects(String... path) {
    does(with("select", path));
  }

  /** Presses a button that opens a dialog. */
  Dialog opens(String button) {
    does("press", button);
    return dialog(dialog -> true);
  }

  /** The dialog that is open, when it is as expected. */
  Dialog dialog(Predicate<Dialog> expectation) {
    return Dialog.of(
        awaits(parts -> !parts.isEmpty() && expectation.test(Dialog.of(parts)), "dialog"));
  }

  /** If there is one. */
  void closesDialog() {
    awaits(
        dialog -> {
          if (!dialog.isEmpty()) {
            does("press", "OK");
          }
          return dialog.isEmpty();
        },
        "dialog");
  }

  /** Leaves a picture of the screen in the module's build directory, for people. */
  void picture(String name) throws IOException {
    Path pictures = Files.createDirectories(Build.PROBES.resolveSibling("jconsole"));
    does("picture", pictures.resolve(name + ".png").toString());
  }

  private static String[] with(String verb, String... words) {
    return Stream.concat(Stream.of(verb), Stream.of(words)).toArray(String[]::new);
  }

  /** Widths are in pixels; those of the text are 0 where it cannot be scrolled. */
  record Dialog(int width, int textWidth, int shownWidth, String text) {

    private static Dialog of(List<String> parts) {
      boolean scrolls = !parts.get(1).isEmpty();
      return new Dialog(
          Integer.parseInt(parts.get(0)),
          scrolls ? Integer.parseInt(parts.get(1)) : 0,
          scrolls ? Integer.parseInt(parts.get(2)) : 0,
          parts.get(3));
    }
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
