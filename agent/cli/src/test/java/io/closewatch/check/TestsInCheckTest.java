package io.closewatch.check;

import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.map;
import static io.closewatch.check.SampleReport.pay;
import static io.closewatch.check.SampleReport.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests that leaks come from, in whatever {@code check} writes. */
class TestsInCheckTest {
  private static final String SENTENCE =
      "Opened in test com.acme.PayTest.pays() x5; opened while several tests ran, one of: A, B.";

  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() throws IOException {
    run = new CheckRun(dir);
    Path source = dir.resolve("src/main/java/com/acme/Pay.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
  }

  private static Map<String, Object> test(String name, long count, boolean ambiguous) {
    return map("name", name, "count", count, "ambiguous", ambiguous);
  }

  @SafeVarargs
  private static Map<String, Object> of(Map<String, Object> finding, Map<String, Object>... tests) {
    List<Object> all = new ArrayList<>();
    for (Map<String, Object> test : tests) {
      all.add(test);
    }
    finding.put("tests", all);
    finding.put("testsLeftOut", 0);
    return finding;
  }

  /** In two forks, six sockets. */
  private void reports() {
    Map<String, Object> pays = test("com.acme.PayTest.pays()", 2, false);
    SampleReport.of(of(pay(3), pays, test("A, B", 1, true))).write(dir.resolve("1.json"));
    SampleReport.of(of(pay(3), test("com.acme.PayTest.pays()", 3, false)))
        .write(dir.resolve("2.json"));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(dir.resolve(file).toFile());
  }

  @Test
  void theTextNamesThemAddedUpOverAllForks() {
    reports();

    run.check("1.json", "2.json");

    assertThat(run.out)
        .hasToString(
            """
            closewatch check: 1 new leak in 2 reports

            1. NEW NOT_CLOSED: 6 sockets at
               com.acme.Pay.call(Pay.java:42)
               In one report: The peer has hung up 2m ago, and nobody calls close().
               Opened in test com.acme.PayTest.pays() x5; opened while several tests ran, one of: A, B.
               Fix: Open it in try-with-resources.
               Fingerprint 00000000000000a1 in 1.json, 2.json
            """);
  }

  @Test
  void connectionsOfPoolsWereLeased() {
    SampleReport.of(of(feed(1), test("com.acme.FeedTest.polls()", 1, false)))
        .write(dir.resolve("1.json"));

    run.check("1.json");

    assertThat(run.out.toString()).contains("\n   Leased in test com.acme.FeedTest.polls().\n");
  }

  @Test
  void testsOfWhatIsOnlySuspectedAreNotThoseOfTheLeak() {
    SampleReport.of(of(pay(1), test("sure", 1, false))).write(dir.resolve("1.json"));
    SampleReport.of(of(suspect(pay(2)), test("unsure", 2, false))).write(dir.resolve("2.json"));

    run.check("1.json", "2.json");

    assertThat(run.out.toString()).contains("Opened in test sure.\n").doesNotContain("unsure");
  }

  @Test
  void allFormatsNameThem() throws IOException {
    reports();
    Path summary = dir.resolve("summary.md");
    run.environment.put("GITHUB_STEP_SUMMARY", summary.toString());

    run.check("1.json", "2.json", "--format", "junit,sarif,gitlab,html,github");

    assertThat(Files.readString(dir.resolve("TEST-closewatch.xml")))
        .contains(
            "<failure message=\"6 sockets at com.acme.Pay.call(Pay.java:42). " + SENTENCE + "\"",
            "nobody calls close().\n" + SENTENCE + "\nFix: ");
    assertThat(Files.readString(dir.resolve("closewatch.html")))
        .contains("<p>" + SENTENCE + "</p>");
    assertThat(json("closewatch.sarif").at("/runs/0/results/0/message/text").asText())
        .contains(" " + SENTENCE + " Fix: ");
    assertThat(json("gl-code-quality-report.json").at("/0/description").asText())
        .contains(" " + SENTENCE + " Open it");
    assertThat(run.out.toString().lines().filter(line -> line.startsWith("::error")))
        .hasSize(1)
        .allMatch(line -> line.contains(" " + SENTENCE + "%0AFix: "));
    assertThat(summary)
        .content()
        .contains("\n  Opened in test com.acme.PayTest.pays() x5;", "one of: A, B.  \n  Fix: ");
  }

  @Test
  void evilNamesOfTestsStayText() throws IOException {
    SampleReport.of(of(pay(1), test(EvilText.TEXT, 1, false))).write(dir.resolve("1.json"));

    run.check("1.json", "--format", "junit,sarif,gitlab,github");

    assertThat(run.out.toString().lines().filter(line -> line.startsWith("::"))).hasSize(1);
    assertThat(run.out.toString().lines().filter(line -> !line.startsWith("::")))
        .noneMatch(line -> line.contains("##vso"));
    assertThat(run.out.toString()).doesNotContain("\33");
    assertThat(Files.readString(dir.resolve("TEST-closewatch.xml")))
        .contains("Opened in test &lt;/script&gt;&lt;img src=x");
    assertThat(json("closewatch.sarif").at("/runs/0/results/0/message/text").asText())
        .contains("[l] (http://x)");
  }

  @Test
  void aTestWithoutNameIsDamage() {
    Map<String, Object> test = test("gone", 1, false);
    test.remove("name");
    SampleReport.of(of(pay(1), test)).write(dir.resolve("closewatch-1.json"));

    assertThat(run.check("closewatch-1.json")).isEqualTo(3);
    assertThat(run.out.toString()).contains("a test has no name or count");
  }
}
