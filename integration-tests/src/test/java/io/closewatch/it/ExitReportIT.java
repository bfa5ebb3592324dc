package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a JVM ends, its report is written, and the end is what it would have been. */
class ExitReportIT {
  private static final String DONE = "done";
  private static final int SIGTERM = 143;

  private Path reports;

  @BeforeEach
  void newReportDirectory() {
    reports = Build.newDirectory("exit").resolve("made/when-needed");
  }

  static Stream<Jdk> jdks() {
    return TestJdks.all().filter(jdk -> List.of(8, 17, 25).contains(jdk.version()));
  }

  static Stream<Arguments> waysToEnd() {
    return jdks()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "return", 0),
                    Arguments.of(jdk, "exit", 3),
                    Arguments.of(jdk, "exit-with-threads", 3),
                    Arguments.of(jdk, "last-thread", 0)));
  }

  /** Default graces: the leak is a second old. */
  private AgentJvm deed(Jdk jdk, String deed, String end, String... options) {
    return AgentJvm.on(jdk)
        .probe("ExitDeeds", deed, end)
        .agentJar(Build.AGENT_JAR, options(options));
  }

  private String[] options(String... more) {
    List<String> options =
        new ArrayList<>(List.of("report=text", "reportDir=" + reports, "exitSettle=500ms"));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private AgentJvm pool(Jdk jdk, String deed, String end) {
    return AgentJvm.on(jdk)
        .probe("ExitPools4", deed, end)
        .classPath(PoolSet.jars("client-4.5.14"))
        .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
        .agentJar(Build.AGENT_JAR, options());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("waysToEnd")
  void aYoungLeakIsNamedAndTheEndIsUnchanged(Jdk jdk, String end, int exitCode) throws IOException {
    Output output = deed(jdk, "leak", end).run();

    assertThat(output).isEqualTo(new Output(exitCode, List.of(DONE), List.of()));
    assertNamesTheLeak(onlyReport());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aSignalEndsItWithTheReport(Jdk jdk) throws IOException {
    RunningApp app = deed(jdk, "leak", "signal").start();
    Output output = app.awaitLine(DONE).terminate();

    assertThat(output).isEqualTo(new Output(SIGTERM, List.of(DONE), List.of()));
    assertNamesTheLeak(onlyReport());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingIsWrittenAfterHalt(Jdk jdk) {
    Output output = deed(jdk, "leak", "halt").run();

    assertThat(output).isEqualTo(new Output(3, List.of(DONE), List.of()));
    assertThat(reports).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theCleanTwinHasNoFinding(Jdk jdk) throws IOException {
    assertThat(deed(jdk, "clean", "exit").run()).isEqualTo(new Output(3, List.of(DONE), List.of()));

    assertHasNoLeak(onlyReport());
  }

  static Stream<Arguments> whatIsNoLeak() {
    return jdks()
        .flatMap(
            jdk ->
                Stream.of("hook", "kept", "url", "dropped").map(deed -> Arguments.of(jdk, deed)));
  }

  /** Closed by another hook; alive; kept idle by the JDK; dropped by the end alone. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("whatIsNoLeak")
  void whatTheEndExplainsIsNoLeak(Jdk jdk, String deed) throws IOException {
    String settle = deed.equals("hook") ? "3s" : "500ms"; // the other hook takes 700 ms
    assertThat(deed(jdk, deed, "exit", "exitSettle=" + settle).run())
        .isEqualTo(new Output(3, List.of(DONE), List.of()));

    assertHasNoLeak(onlyReport());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void codeThatIsStillRunningMayCloseIt(Jdk jdk) throws IOException {
    assertThat(deed(jdk, "inside", "return").run())
        .isEqualTo(new Output(0, List.of(DONE), List.of()));

    assertHasNoLeak(onlyReport());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withoutATimeToSettleTheUsualGracesHold(Jdk jdk) throws IOException {
    assertThat(deed(jdk, "leak", "exit", "exitSettle=0s").run().stderr()).isEmpty();

    String report = Files.readString(onlyReport());
    assertThat(new AgentReport(report).findings()).isEmpty();
    assertThat(report).contains("1 socket in CLOSE_WAIT for less than 30s: not judged yet");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aHealthyHttpPoolThatIsNotShutDownIsNoLeak(Jdk jdk) throws IOException {
    for (String deed : List.of("healthy", "healthy-dropped")) {
      reports = Build.newDirectory("exit").resolve(deed);
      assertThat(pool(jdk, deed, "exit").run()).isEqualTo(new Output(3, List.of(DONE), List.of()));

      assertHasNoLeak(onlyReport());
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aResponseThatWasForgottenIsOne(Jdk jdk) throws IOException {
    assertThat(pool(jdk, "forgotten", "exit").run())
        .isEqualTo(new Output(3, List.of(DONE), List.of()));

    AgentReport report = new AgentReport(Files.readString(onlyReport()));
    assertThat(report.leaks()).as(report.text()).containsExactly("LEASE_NOT_RETURNED");
    assertThat(report.unwrapped()).contains(Sources.marked("ExitPools4", "// lease: exit"));
  }

  /** Root may write anywhere, but not there. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aDirectoryThatCannotBeMadeIsOneLine(Jdk jdk) {
    Output output = deed(jdk, "leak", "exit", "reportDir=/proc/closewatch/reports").run();

    assertThat(output.exitCode()).isEqualTo(3);
    assertThat(output.stdout()).containsExactly(DONE);
    assertThat(output.stderr())
        .singleElement()
        .asString()
        .matches(
            "closewatch: WARN no exit report: cannot use the report directory"
                + " /proc/closewatch/reports: .+; set reportDir to a directory that can be written"
                + " to and has room");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aFileInItsPlaceIsOneLine(Jdk jdk) throws IOException {
    Files.createDirectories(reports.getParent());
    Files.createFile(reports);

    Output output = deed(jdk, "nothing", "return").run();

    assertThat(output)
        .isEqualTo(
            new Output(
                0,
                List.of(DONE),
                List.of(
                    "closewatch: WARN no exit report: the report directory "
                        + reports
                        + " is not a directory; set reportDir to a directory that can be written to"
                        + " and has room")));
  }

  /** A limit on the size of files fails a write in the middle, as a full disk does. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aFolderWithoutRoomIsOneLineAndHoldsNothing(Jdk jdk) throws IOException {
    Output output =
        deed(jdk, "leak", "exit")
            .startedBy("bash", "-c", "ulimit -f 1 && exec \"$@\"", "bash")
            .jvmArgs("-XX:-UsePerfData")
            .run();

    assertThat(output.exitCode()).as(output.text()).isEqualTo(3);
    assertThat(output.stdout()).containsExactly(DONE);
    assertThat(output.stderr())
        .singleElement()
        .asString()
        .startsWith("closewatch: WARN no exit report: cannot write " + reports);
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void twoProcessesOfOneNameEachHaveTheirReport(Jdk jdk) throws IOException {
    AgentJvm jvm = deed(jdk, "nothing", "return", "reportName=same");
    RunningApp one = jvm.start();
    RunningApp other = jvm.start();
    List<Output> outputs = List.of(one.runToEnd(), other.runToEnd());

    assertThat(outputs).containsOnly(new Output(0, List.of(DONE), List.of()));
    assertThat(files()).extracting(ExitReportIT::name).containsExactly("same-2.txt", "same.txt");
    assertThat(files().stream().map(ExitReportIT::process))
        .containsExactlyInAnyOrder("process " + one.pid(), "process " + other.pid());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void placeholdersStandInNames(Jdk jdk) throws IOException {
    String parent = reports.getParent().toString();
    RunningApp app =
        deed(jdk, "nothing", "return", "reportDir=" + parent + "/%h-%p", "reportName=%t.%p")
            .start();
    assertThat(app.runToEnd()).isEqualTo(new Output(0, List.of(DONE), List.of()));

    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
    reports = reports.resolveSibling(host + "-" + app.pid());
    assertThat(name(onlyReport())).matches("\\d{8}T\\d{6}Z\\." + app.pid() + "\\.txt");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aNameThatLeadsOutIsRefusedAndTheDefaultUsed(Jdk jdk) throws IOException {
    Output output = deed(jdk, "nothing", "return", "reportName=../../elsewhere").run();

    assertThat(output.stderr())
        .singleElement()
        .asString()
        .startsWith(
            "closewatch: WARN option reportName (agent argument): \"../../elsewhere\" is no value")
        .endsWith("the default is kept: closewatch-%p-%t");
    assertThat(name(onlyReport())).matches("closewatch-\\d+-\\d{8}T\\d{6}Z\\.txt");
  }

  /**
   * There may be no memory for the report. Nothing of ours shows in the program's end but lines
   * that say so; what the JVM itself prints of any agent then is not ours to prevent.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void noMemoryThrowsNothingOut(Jdk jdk) {
    Output output = deed(jdk, "leak", "no-memory").jvmArgs("-Xmx32m").run();

    assertThat(output.exitCode()).as(output.text()).isEqualTo(1);
    assertThat(output.stdout()).containsExactly(DONE);
    // Two texts of the JVM may stand in one line, or one in two: threads print side by side.
    assertThat(output.stderr())
        .anyMatch(line -> line.contains("thread \"main\""))
        .anyMatch(line -> line.contains("java.lang.OutOfMemoryError"))
        .noneMatch(line -> line.contains("\"closewatch-"))
        .allMatch(
            line ->
                !line.startsWith("closewatch: ")
                    || line.startsWith("closewatch: WARN no exit report")
                    || line.startsWith("closewatch: WARN a scan failed"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(reports)) {
      return files.sorted().toList();
    }
  }

  private Path onlyReport() throws IOException {
    assertThat(files()).singleElement().asString().endsWith(".txt");
    return files().get(0);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String process(Path file) {
    try {
      String text = new AgentReport(Files.readString(file)).unwrapped();
      int at = text.lastIndexOf("process ");
      return text.substring(at, text.indexOf(' ', at + "process ".length()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertNamesTheLeak(Path file) throws IOException {
    AgentReport report = new AgentReport(Files.readString(file));
    assertThat(report.leaks()).as(report.text()).containsExactly("NOT_CLOSED");
    assertThat(report.count("NOT_CLOSED")).isEqualTo(1);
    assertThat(report.unwrapped())
        .contains(Sources.marked("ExitDeeds", "// leak: exit"))
        .contains("judged at the end of the JVM");
  }

  private static void assertHasNoLeak(Path file) throws IOException {
    AgentReport report = new AgentReport(Files.readString(file));
    assertThat(report.leaks()).as(report.text()).isEmpty();
    assertThat(report.verdict()).contains("no leak");
  }
}
