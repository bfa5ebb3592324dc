package io.closewatch.check;

import static io.closewatch.check.SampleReport.FEED;
import static io.closewatch.check.SampleReport.FEED_PRINT;
import static io.closewatch.check.SampleReport.PAY;
import static io.closewatch.check.SampleReport.PAY_PRINT;
import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.leak;
import static io.closewatch.check.SampleReport.map;
import static io.closewatch.check.SampleReport.pay;
import static io.closewatch.check.SampleReport.payByGc;
import static io.closewatch.check.SampleReport.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() {
    run = new CheckRun(dir);
  }

  @Test
  void aReportWithoutLeaksIsClean() {
    report("a.json", SampleReport.clean());

    assertThat(run.check("a.json")).isZero();
    assertThat(run.out).hasToString("closewatch check: clean - no new leak in 1 report\n");
    assertThat(run.err).hasToString("");
  }

  @Test
  void newLeaksAreToldWithLineCountFixAndReport() throws IOException {
    report("forks/1.json", SampleReport.of(pay(2), feed(1)));
    report("forks/2.json", SampleReport.of(pay(3)));
    report("forks/3.json", SampleReport.of(suspect(leak("GROWING", "00000000000000c3", 9, PAY))));
    write("forks/notes.txt", "not a report");
    write("baseline.txt", FEED_PRINT + " max=4 # com.acme.feed.Feed.poll, ISSUE-7");

    assertThat(run.check("forks", "--baseline", "baseline.txt")).isEqualTo(1);
    assertThat(run.out)
        .hasToString(
            """
            closewatch check: 1 new leak in 3 reports, 1 known, 1 suspect

            1. NEW NOT_CLOSED: 5 sockets at
               com.acme.Pay.call(Pay.java:42)
               In one report: The peer has hung up 2m ago, and nobody calls close().
               Fix: Open it in try-with-resources.
               Fingerprint 00000000000000a1 in forks/1.json, forks/2.json

            Known, in the baseline:
            - LEASE_NOT_RETURNED: 1 connection, at most 4 at
              com.acme.feed.Feed.poll(Feed.java:7)

            No leaks for sure, these do not fail the check:
            - GROWING (suspect): 9 sockets at
              com.acme.Pay.call(Pay.java:42)

            skipped, no reports of closewatch: forks/notes.txt
            """);
  }

  @Test
  void aSuspectAloneIsClean() {
    report("a.json", SampleReport.of(suspect(pay(9))));

    assertThat(run.check("a.json")).isZero();
    assertThat(run.firstLine())
        .isEqualTo("closewatch check: clean - no new leak in 1 report, 1 suspect");
  }

  @Test
  void whatIsOnlyForInformationIsNoSuspect() {
    var finding = suspect(pay(9));
    finding.put("confidence", "INFO");
    finding.put("place", null);
    finding.put("site", null);
    report("a.json", SampleReport.of(finding));

    assertThat(run.check("a.json")).isZero();
    assertThat(run.out)
        .hasToString(
            """
            closewatch check: clean - no new leak in 1 report

            No leaks for sure, these do not fail the check:
            - NOT_CLOSED (info): 9 sockets at
              (no line known)
            """);
  }

  @Test
  void whereOneForkIsSureAndOneIsNotOnlyTheSureOnesCount() {
    report("a.json", SampleReport.of(suspect(pay(9))));
    report("b.json", SampleReport.of(pay(2)));

    assertThat(run.check("a.json", "b.json")).isEqualTo(1);
    assertThat(run.out.toString()).contains("1. NEW NOT_CLOSED: 2 sockets at\n");
  }

  @Test
  void ofOneJvmTheLastReportCounts() {
    var jvm = map("pid", 7, "startedAt", "2026-09-21T14:00:00.000Z", "degraded", List.of());
    var other = map("pid", 8, "startedAt", "2026-09-21T14:00:00.000Z", "degraded", List.of());
    report("b/1.json", at("2026-09-21T14:05:00.000Z", pay(2)).with("agent", jvm));
    report("b/2.json", at("2026-09-21T14:10:00.000Z", pay(3)).with("agent", jvm));
    report("b/3.json", at("2026-09-21T14:08:00.000Z", pay(9)).with("agent", jvm));
    report("b/4.json", at("2026-09-21T14:01:00.000Z", pay(4)).with("agent", other));

    assertThat(run.check("b")).isEqualTo(1);
    assertThat(run.out.toString())
        .startsWith(
            "closewatch check: 1 new leak in 2 reports\n\n1. NEW NOT_CLOSED: 7 sockets at\n")
        .contains("in b/2.json, b/4.json\n")
        .contains("b/1.json is left out: another report of its JVM counts\n")
        .contains("b/3.json is left out: another report of its JVM counts\n");
  }

  private static SampleReport at(String time, Map<String, Object> finding) {
    return SampleReport.of(finding).with("takenAt", time);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, closewatch check: 2 new leaks in 1 report",
    "1, 1, 'closewatch check: 2 new leaks in 1 report, more than --max-leaks 1'",
    "2, 0, 'closewatch check: clean - 2 new leaks in 1 report, --max-leaks 2 lets pass'",
  })
  void someLinesMayBeLetPass(String max, int code, String firstLine) {
    report("a.json", SampleReport.of(pay(5), feed(1)));

    assertThat(run.check("a.json", "--max-leaks", max)).isEqualTo(code);
    assertThat(run.firstLine()).isEqualTo(firstLine);
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "4, 1"})
  void aBaselineCountsByLineWhateverTheKinds(int max, int code) throws IOException {
    report("a.json", SampleReport.of(pay(2), payByGc(3)));
    write("baseline.txt", PAY_PRINT + "  max=" + max + "\n");

    assertThat(run.check("a.json", "--baseline", "baseline.txt")).isEqualTo(code);
    assertThat(run.out.toString())
        .contains(code == 0 ? "at most 5" : "Baseline: 4 are known, now there are 5.");
  }

  @ParameterizedTest
  @CsvSource({"2026-09-21, 0", "2026-09-20, 1"})
  void anEntryHoldsUpToItsLastDay(String until, int code) throws IOException {
    report("a.json", SampleReport.of(pay(1)));
    write("baseline.txt", PAY_PRINT + "  max=1  # com.acme.Pay.call, until=" + until);

    assertThat(run.check("a.json", "--baseline", "baseline.txt")).isEqualTo(code);
    if (code == 1) {
      assertThat(run.out.toString())
          .contains("   Baseline: known until 2026-09-20, which is over.\n")
          .contains(
              "baseline: 00000000000000a1 (com.acme.Pay.call, until=2026-09-20) is over: not known"
                  + " any more\n");
    }
  }

  @Test
  void entriesThatNoLongerOccurAreTold() throws IOException {
    report("a.json", SampleReport.clean());
    write("baseline.txt", PAY_PRINT + "  max=1  # com.acme.Pay.call");

    assertThat(run.check("a.json", "--baseline", "baseline.txt")).isZero();
    assertThat(run.out)
        .hasToString(
            """
            closewatch check: clean - no new leak in 1 report

            baseline: 00000000000000a1 (com.acme.Pay.call) no longer occurs: delete its line, or
              --update-baseline --prune
            """);
  }

  @Test
  void suppressionsHideLeaksByAnyFrame() throws IOException {
    report("a.json", SampleReport.of(pay(5), feed(1)));
    write(
        "suppressions.txt",
        """
        # old code
        leak:com.acme.P*   # ISSUE-9
        leak:java.net.Socket.conn?ct
        leak:com.other.*
        leak:com.acme
        """);

    assertThat(run.check("a.json", "--suppressions", "suppressions.txt")).isZero();
    assertThat(run.out)
        .hasToString(
            """
            closewatch check: clean - no new leak in 1 report, 2 suppressed

            Suppressed:
            - NOT_CLOSED: 5 sockets, by leak:com.acme.P* at
              com.acme.Pay.call(Pay.java:42)
            - LEASE_NOT_RETURNED: 1 connection, by leak:java.net.Socket.conn?ct at
              com.acme.feed.Feed.poll(Feed.java:7)

            suppression leak:com.acme.P* hides 1 leak
            suppression leak:java.net.Socket.conn?ct hides 1 leak
            suppression leak:com.other.* was not needed
            suppression leak:com.acme was not needed
            """);
  }

  @Test
  void reportsAreFoundByFileDirectoryAndPatternAndReadOnce() {
    report("m1/target/closewatch/1.json", SampleReport.of(pay(1)));
    report("m2/target/closewatch/2 b.json", SampleReport.of(pay(1)));
    report("top.json", SampleReport.of(pay(1)));

    assertThat(
            run.check(
                "**/*.json",
                "m1/target/closewatch",
                dir.resolve("top.json").toString(),
                "m?/**/closewatch/*"))
        .isEqualTo(1);
    assertThat(run.out.toString())
        .contains("1. NEW NOT_CLOSED: 3 sockets at\n")
        .contains("in m1/target/closewatch/1.json, m2/target/closewatch/2 b.json,\n   top.json\n");
  }

  @Test
  void leaksThatAreKnownWinOverMissingData() {
    report("a.json", SampleReport.of(pay(1)));

    assertThat(run.check("a.json", "b.json")).isEqualTo(1);
    assertThat(run.out.toString())
        .startsWith(
            """
            closewatch check: 1 new leak in 1 report, 1 problem with the data

            Why there is no full answer:
            - b.json does not exist
              Run the tests with -javaagent:closewatch-agent.jar=report=json,reportDir=... and pass that
              directory.

            1. NEW NOT_CLOSED: 1 socket at
            """);
  }

  @Test
  void missingDataWinsOverClean() {
    report("a.json", SampleReport.clean());

    assertThat(run.check("a.json", "b.json")).isEqualTo(3);
    assertThat(run.firstLine()).isEqualTo("closewatch check: NO VERDICT - b.json does not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "empty-dir, empty-dir gives no file",
    "*.json, *.json gives no file",
    "no/such/*.json, no/such/*.json gives no file",
    "foreign, foreign has no report",
    "foreign/package.json, foreign/package.json is not a report of closewatch",
  })
  void withoutAReportThereIsNoVerdict(String argument, String problem) throws IOException {
    Files.createDirectory(dir.resolve("empty-dir"));
    write("foreign/package.json", "{\"name\": \"x\"}");

    assertThat(run.check(argument)).isEqualTo(3);
    assertThat(run.firstLine()).isEqualTo("closewatch check: NO VERDICT - " + problem);
    assertThat(run.out.toString()).contains("-javaagent:closewatch-agent.jar=report=json");
  }

  @Test
  void whatIsUnknownMayBeAccepted() {
    report(
        "a.json",
        SampleReport.clean()
            .with("kernel", map("available", false, "unavailableBecause", "no /proc"))
            .with("verdict", map("outcome", "NO_VERDICT", "text", "NO VERDICT - x")));
    report(
        "b.json",
        SampleReport.clean().with("verdict", map("outcome", "NO_VERDICT", "text", "no line")));

    assertThat(run.check("a.json", "b.json")).isEqualTo(3);
    assertThat(run.firstLine())
        .isEqualTo("closewatch check: NO VERDICT - 2 problems with the data");
    assertThat(run.check("a.json", "b.json", "--allow-unknown")).isZero();
    assertThat(run.out.toString())
        .contains("Accepted by --allow-unknown:\n- a.json has no kernel data: no /proc\n")
        .contains("- b.json has no verdict: no line\n");
  }

  @Test
  void anAgentThatDidNotWorkIsNeverAccepted() {
    report(
        "a.json",
        SampleReport.clean().with("agent", map("degraded", List.of("the hook X does not apply"))));

    assertThat(run.check("a.json", "--allow-unknown")).isEqualTo(3);
    assertThat(run.firstLine())
        .startsWith("closewatch check: NO VERDICT - a.json comes from an agent that did not work");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.json --frob",
        "a.json --max-leaks -1",
        "a.json --max-leaks x",
        "a.json --format html2",
        "a.json --update-baseline",
        "a.json --baseline missing.txt",
        "a.json --baseline missing.txt --update-baseline",
        "a.json --baseline ok.txt --allow-raise",
        "a.json --baseline ok.txt --prune",
        "a.json --baseline bad.txt",
        "a.json --baseline .",
        "a.json --suppressions missing.txt",
        "a.json --suppressions bad.txt",
      })
  void wrongUsageIsTold(String arguments) throws IOException {
    report("a.json", SampleReport.clean());
    write("ok.txt", "");
    write("bad.txt", "xyz");

    assertThat(run.check(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(run.err.toString()).startsWith("closewatch: ");
    assertThat(run.out).hasToString("");
  }

  @Test
  void anOutputFolderThatCannotBeWrittenIsNotClean() throws IOException {
    report("a.json", SampleReport.clean());
    write("file", "");

    assertThat(run.check("a.json", "--format", "junit,sarif", "--output", "file/x")).isEqualTo(3);
    assertThat(run.err.toString())
        .contains("TEST-closewatch.xml cannot be written: ")
        .contains("closewatch.sarif cannot be written: ");
    report("b.json", SampleReport.of(pay(1)));
    assertThat(run.check("b.json", "--format", "junit", "--output", "file/x")).isEqualTo(1);
  }

  @Test
  void formatsAreWrittenIntoTheOutputFolderWithNothingElse() {
    report("a.json", SampleReport.of(pay(1)));

    assertThat(run.check("a.json", "--format", "JUnit,sarif,gitlab,html,text", "--output", "out/x"))
        .isEqualTo(1);
    assertThat(dir.resolve("out/x"))
        .isDirectoryContaining("glob:**/TEST-closewatch.xml")
        .isDirectoryContaining("glob:**/closewatch.sarif")
        .isDirectoryContaining("glob:**/gl-code-quality-report.json")
        .isDirectoryContaining("glob:**/closewatch.html");
    assertThat(dir.resolve("out/x").toFile().list()).hasSize(4);
  }

  @Test
  void noLineOfAReportIsAnOrderToTheBuildServer() {
    var finding = pay(1);
    finding.put(
        "summary", "::error::x ##[error]y ##vso[task]z \33[31m ::stop-commands::a \u0085 \u2028");
    finding.put("remedy", "::warning::" + "w".repeat(95) + " ::set-output::x");
    report("a.json", SampleReport.of(finding));

    run.check("a.json");

    assertThat(run.out.toString().lines()).noneMatch(line -> line.trim().startsWith("::"));
    assertThat(run.out.toString()).doesNotContain("##").matches("[\\n -~]*");
  }

  @Test
  void noLineIsWiderThanATerminal() {
    var finding = pay(1);
    finding.put("summary", "word ".repeat(300));
    finding.put("remedy", "fix ".repeat(300));
    report("a.json", SampleReport.of(finding, feed(2)));

    run.check("a.json", "x".repeat(90) + ".json");

    assertThat(run.out.toString().lines())
        .allMatch(line -> line.length() < 100 || line.contains("xxxx"));
    assertThat(run.out.toString()).contains(FEED);
  }

  private void report(String name, SampleReport report) {
    report.write(dir.resolve(name));
  }

  private void write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
