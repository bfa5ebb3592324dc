package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The project with a leak in src/test/projects/shop, and what a user does about the leak. */
final class LeakyProject {
  static final String VERDICT = "closewatch check: 1 new leak in 2 reports";

  private static final String FEED = "src/main/java/com/acme/shop/PriceFeed.java";
  private static final String FEED_TEST = "src/test/java/com/acme/shop/PriceFeedTest.java";
  private static final String REFUSED = "throw new FileNotFoundException";

  private final ProjectCopy copy;
  private final String build;

  /**
   * A copy of it.
   *
   * @param build runs the tests and the check
   */
  LeakyProject(String build) throws IOException {
    this.copy = ProjectCopy.of("shop");
    this.build = build;
  }

  ProjectCopy copy() {
    return copy;
  }

  /** The line to blame, as the check prints it. */
  String line() throws IOException {
    return "com.acme.shop.PriceFeed.subscribe(PriceFeed.java:" + number() + ")";
  }

  int number() throws IOException {
    return copy.line(FEED, "new Socket(");
  }

  /** Builds it, and the check fails the build with its exit code. */
  Output fails(String code) throws Exception {
    Output output = copy.bash(build);
    assertThat(output.exitCode()).as(output.text()).isEqualTo(1);
    assertThat(String.join("\n", output.stdout()) + String.join("\n", output.stderr()))
        .contains(code);
    return output;
  }

  /** Builds it, and the check says so. */
  void passes(String verdict) throws Exception {
    Output output = copy.bash(build);
    assertThat(output.stdout()).as(output.text()).contains(verdict);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  /** What the check printed of the leak, in which times and process ids are left out. */
  List<String> printed(Output output) {
    List<String> lines = output.stdout();
    int start = lines.indexOf(VERDICT);
    int end = start;
    while (end < lines.size() && !lines.get(end).startsWith("   Fingerprint ")) {
      end++;
    }
    assertThat(end).as(output.text()).isLessThan(lines.size());
    return lines.subList(Math.max(0, start), end + 1).stream().map(LeakyProject::steady).toList();
  }

  static String steady(String line) {
    return Pattern.compile("closewatch/\\S+/closewatch-\\d+-\\w+\\.json")
        .matcher(line.replaceAll("for \\d+s\\b", "for <time>"))
        .replaceAll("closewatch/<time>/closewatch-<pid>-<time>.json");
  }

  /** Takes what there is into the baseline. */
  void accept(String command) throws Exception {
    Output output = copy.bash(command);
    assertThat(output.exitCode()).as(output.text()).isZero();
    assertThat(Files.readAllLines(copy.file("closewatch-baseline.txt")))
        .anyMatch(line -> line.matches("[0-9a-f]{16}  max=1  # com.acme.shop.PriceFeed.subscribe"));
  }

  /** A second test leaves a socket behind. */
  void leakMore() throws IOException {
    copy.replace(
        FEED_TEST,
        "  @Test\n  void unknownArticlesAreRefused() {\n",
        """
          @Test
          void moreArticlesAreRefused() {
            assertThrows(FileNotFoundException.class, () -> feed.subscribe("griffin"));
          }

          @Test
          void unknownArticlesAreRefused() {
        """);
  }

  void fix() throws IOException {
    copy.replace(FEED, REFUSED, "cancel(article);\n      " + REFUSED);
  }

  void dependOnAgent(String dependency) throws IOException {
    copy.replace("pom.xml", "  </dependencies>\n", dependency + "\n  </dependencies>\n");
  }

  /**
   * Puts an annotation on the class of the tests that leak.
   *
   * @param lines an import, a blank line, and the class up to its bracket
   */
  void annotate(List<String> lines) throws IOException {
    String first = "import java.io.FileNotFoundException;";
    copy.replace(FEED_TEST, first, lines.get(0) + "\n" + first);
    copy.replace(
        FEED_TEST, lines.get(lines.size() - 1), String.join("\n", lines.subList(2, lines.size())));
  }

  /** Forgets the option of the tests' JVMs, as it may happen. */
  void takeAgentAway(String file, String from, String to) throws IOException {
    String text = Files.readString(copy.file(file));
    int start = text.indexOf(from);
    assertThat(start).isPositive();
    int end = text.indexOf(to, start);
    Files.writeString(copy.file(file), text.substring(0, start) + text.substring(end));
  }
}
