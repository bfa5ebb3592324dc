package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptors run out: one report file, one notification and one line, and no harm. */
class EmergencyIT {
  private static final List<String> WAYS = List.of("connect", "open", "bind", "accept", "channel");

  private Path reports;

  @BeforeEach
  void newReportDirectory() {
    reports = Build.newDirectory("reports").resolve("made-when-needed");
  }

  static Stream<Arguments> eachWayOnEachJdk() {
    return TestJdks.all().flatMap(jdk -> WAYS.stream().map(way -> Arguments.of(jdk, way)));
  }

  /** No scan in time, and no socket gets a high number: the failed open alone rings. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("eachWayOnEachJdk")
  void theFirstOpenThatFailsIsReportedAndItsErrorIsUnchanged(Jdk jdk, String way)
      throws IOException {
    Output without = AgentJvm.on(jdk).startedBy(limited()).probe("LastDescriptor", way).run();
    Output with =
        AgentJvm.on(jdk)
            .startedBy(limited())
            .probe("LastDescriptor", way, "notified")
            .agent("scanInterval=1h", "reportDir=" + reports)
            .run();

    List<String> error = without.stdout().subList(1, without.stdout().size() - 1);
    assertThat(error.get(0)).contains("Too many open files");
    assertThat(error).hasSizeGreaterThan(4);
    assertThat(with.exitCode()).as(with.text()).isZero();
    Path file = onlyReport();
    String notification =
        "notification path="
            + file
            + " problem= failure="
            + error.get(0)
            + " held_back=0 verdict="
            + verdict(file);
    assertThat(with.stdout())
        .containsExactlyElementsOf(
            Stream.of(List.of("full"), error, List.of(notification, "done"))
                .flatMap(List::stream)
                .toList());
    // A file that the JVM or the agent had open for a moment may be closed before it is counted.
    assertThat(with.stderr())
        .singleElement()
        .asString()
        .matches("closewatch: WARN descriptors 25\\d of 256 used, report: " + file);
    assertIsComplete(file, Sources.marked("LastDescriptor", "// leak: " + way), " of 256 used");
  }

  @EachJdk
  void ninetyPercentAloneGivesOneReport(Jdk jdk) throws IOException {
    Output output = highUse(jdk, 236);

    Path file = onlyReport();
    assertThat(output.stdout()).hasSize(2);
    assertThat(output.stdout().get(0)).startsWith("notification path=" + file + " problem= ");
    assertThat(output.stdout().get(1)).isEqualTo("no notification");
    assertThat(output.stderr()).singleElement().asString().endsWith(" used, report: " + file);
    assertIsComplete(file, Sources.marked("HighUse", "// leak: high use"), " of 256 used");
  }

  @EachJdk
  void halfOfTheDescriptorsIsNoEmergency(Jdk jdk) {
    Output output = highUse(jdk, 128);

    assertThat(output)
        .isEqualTo(new Output(0, List.of("no notification", "no notification"), List.of()));
    assertThat(reports).doesNotExist();
  }

  /** Root may write anywhere, so a file stands where the directory should be. */
  @EachJdk
  void theNotificationSaysWhyThereIsNoFile(Jdk jdk) throws IOException {
    Files.createFile(reports);
    Output output = highUse(jdk, 236);

    String why = "the report directory " + reports + " is not a directory";
    assertThat(output.stdout().get(0))
        .startsWith("notification path= problem=" + why + " failure=");
    assertThat(output.stderr())
        .singleElement()
        .asString()
        .endsWith(" used, no report file: " + why);
  }

  @EachJdk
  void threadsThatGrabWhatIsGivenBackDoNotPreventTheReport(Jdk jdk) throws IOException {
    Output output =
        AgentJvm.on(jdk)
            .startedBy(limited())
            .probe("GrabbingAcceptors")
            .agent("reportDir=" + reports)
            .run();

    assertThat(output.exitCode()).as(output.text()).isZero();
    Path file = onlyReport();
    assertThat(output.stdout()).hasSize(2);
    assertThat(output.stdout().get(0)).startsWith("notification path=" + file + " problem= ");
    assertThat(output.stdout().get(1)).isEqualTo("no notification");
    assertThat(output.stderr()).last().asString().endsWith(" used, report: " + file);
    assertThat(output.stderr()).hasSizeLessThanOrEqualTo(2);
  }

  private Output highUse(Jdk jdk, int use) {
    Output output =
        AgentJvm.on(jdk)
            .startedBy(limited())
            .probe("HighUse", Integer.toString(use))
            .agent("reportDir=" + reports)
            .run();
    assertThat(output.exitCode()).as(output.text()).isZero();
    return output;
  }

  private Path onlyReport() throws IOException {
    try (Stream<Path> files = Files.list(reports)) {
      List<Path> all = files.toList();
      assertThat(all)
          .singleElement()
          .asString()
          .matches(".*/closewatch-emergency-\\d+-\\d{8}-\\d{6}Z\\.txt");
      return all.get(0);
    }
  }

  private static void assertIsComplete(Path file, String line, String use) throws IOException {
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).startsWith("closewatch: ");
    assertThat(Files.readString(file))
        .contains("Emergency: descriptors run out, ")
        .contains(use)
        .contains(line)
        .contains("What could not be seen");
    assertThat(lines.stream().filter(spot -> spot.startsWith("  - ")))
        .allMatch(spot -> spot.endsWith(": not judged yet"));
    assertThat(lines.get(lines.size() - 1)).contains("after the agent started with the JVM");
  }

  /** The first paragraph, on one line. */
  private static String verdict(Path file) throws IOException {
    String text = Files.readString(file);
    String first = text.substring(0, text.indexOf("\n\n")).replaceAll("\\s+", " ");
    return first.substring("closewatch: ".length());
  }

  private static String[] limited() {
    return new String[] {"bash", "-c", "ulimit -n 256 && exec \"$@\"", "bash"};
  }
}
