package io.closewatch.check;

import static io.closewatch.check.SampleReport.FEED_PRINT;
import static io.closewatch.check.SampleReport.PAY_PRINT;
import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.leak;
import static io.closewatch.check.SampleReport.pay;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineUpdateTest {
  private static final String GONE_PRINT = "00000000000000d4";
  private static final String OLD =
      """
      # Leaks of the shop.
      # Ask team Pay.

      # ordered by hand, below
      %s  max=9   # com.acme.feed.Feed.poll, until=2027-01-01

      # the payment provider hangs up
      %s max=3 # com.acme.Pay.call, ISSUE-7
      %s  max=1
      # the end
      """
          .formatted(FEED_PRINT, PAY_PRINT, GONE_PRINT);

  @TempDir Path dir;

  private CheckRun run;
  private Path file;

  @BeforeEach
  void prepare() throws IOException {
    run = new CheckRun(dir);
    file = Files.writeString(dir.resolve("baseline.txt"), OLD);
  }

  @Test
  void countsAreOnlyLoweredAndCommentsKept() {
    assertThat(update(reports(pay(5), feed(2)))).isEqualTo(1);

    assertThat(file)
        .hasContent(
            """
            # Leaks of the shop.
            # Ask team Pay.


            # the payment provider hangs up
            00000000000000a1 max=3 # com.acme.Pay.call, ISSUE-7
            # ordered by hand, below
            00000000000000b2  max=2   # com.acme.feed.Feed.poll, until=2027-01-01
            00000000000000d4  max=1
            # the end
            """);
    assertThat(run.out.toString())
        .contains("baseline: lowered 00000000000000b2 from max=9 to max=2: com.acme.feed.Feed.poll")
        .contains("1. NEW NOT_CLOSED: 5 sockets")
        .contains("baseline: 00000000000000d4 () no longer occurs");
  }

  @Test
  void countsRiseAndEntriesComeOnRequest() throws IOException {
    String added = "00000000000000c3";

    assertThat(
            update(
                reports(pay(5), leak("UNREACHABLE", added, 7, "com.acme.A.b(A.java:1)")),
                "--allow-raise"))
        .isZero();

    assertThat(Files.readAllLines(file))
        .contains("00000000000000a1 max=5 # com.acme.Pay.call, ISSUE-7")
        .contains("00000000000000c3  max=7  # com.acme.A.b")
        .contains("00000000000000d4  max=1")
        .isNotEmpty();
    assertThat(run.out.toString())
        .contains("baseline: raised 00000000000000a1 from max=3 to max=5: com.acme.Pay.call\n")
        .contains("baseline: added 00000000000000c3 with max=7: com.acme.A.b\n");
  }

  @Test
  void entriesThatNoLongerOccurGoOnRequest() throws IOException {
    assertThat(update(reports(pay(3), feed(9)), "--prune")).isZero();

    assertThat(Files.readString(file)).doesNotContain(GONE_PRINT).contains("# the end");
    assertThat(run.out.toString()).contains("removed 00000000000000d4, it no longer occurs");
  }

  @Test
  void aSuppressedLeakKeepsItsEntry() throws IOException {
    Files.writeString(dir.resolve("s.txt"), "leak:com.acme.Pay.call");

    assertThat(update(reports(pay(1), feed(9)), "--prune", "--suppressions", "s.txt")).isZero();

    assertThat(Files.readString(file)).contains("00000000000000a1 max=3");
    assertThat(run.out.toString()).contains("is suppressed as well");
  }

  @Test
  void aLeakThatIsOnlySuspectedThisTimeKeepsItsEntry() throws IOException {
    assertThat(update(reports(SampleReport.suspect(pay(1)), feed(9)), "--prune")).isZero();

    assertThat(Files.readString(file)).contains("00000000000000a1 max=3");
    assertThat(run.out.toString()).contains("occurs as a suspect only");
  }

  @Test
  void theFirstBaselineIsMadeOnRequest() throws IOException {
    Files.delete(file);

    assertThat(update(reports(pay(5)))).isEqualTo(2);
    assertThat(file).doesNotExist();
    assertThat(run.err.toString()).contains("--update-baseline --allow-raise makes one");

    assertThat(update(reports(pay(5)), "--allow-raise")).isZero();
    assertThat(file)
        .hasContent(
            """
            # Socket leaks that closewatch check accepts. A line: fingerprint, how many at most, comment.
            # until=2026-12-31 in the comment ends it after that day.

            00000000000000a1  max=5  # com.acme.Pay.call
            """);
    assertThat(run.check("report.json", "--baseline", "baseline.txt")).isZero();
  }

  @Test
  void incompleteReportsChangeNothing() throws IOException {
    reports(pay(1));

    assertThat(
            run.check(
                "report.json", "gone.json", "--baseline", "baseline.txt", "--update-baseline"))
        .isEqualTo(3);
    assertThat(Files.readString(file)).isEqualTo(OLD);
    assertThat(run.err.toString()).contains("is left as it is: the reports are not complete");
  }

  @Test
  void aSecondUpdateChangesNothing() throws IOException {
    update(reports(pay(2), feed(2)));
    String once = Files.readString(file);

    update(reports(pay(2), feed(2)));

    assertThat(file).hasContent(once);
    assertThat(run.out.toString()).doesNotContain("lowered");
    assertThat(dir.toFile().list()).containsExactlyInAnyOrder("baseline.txt", "report.json");
  }

  @Test
  void aNameInAReportCannotAddALine() throws IOException {
    var evil = pay(1);
    var frame = SampleReport.frame(SampleReport.PAY);
    frame.put("class", "com.acme\n00000000000000ff  max=9  # x");
    evil.put("place", frame);
    evil.put("fingerprint", "00000000000000e5");

    update(reports(evil), "--allow-raise");

    assertThat(Files.readAllLines(file))
        .contains("00000000000000e5  max=1  # com.acme?00000000000000ff  max=9  # x.call");
  }

  @SafeVarargs
  private SampleReport reports(Map<String, Object>... findings) {
    SampleReport report = SampleReport.clean();
    for (Map<String, Object> finding : findings) {
      report.add(finding);
    }
    report.write(dir.resolve("report.json"));
    return report;
  }

  private int update(SampleReport report, String... more) {
    String[] arguments = {"report.json", "--baseline", "baseline.txt", "--update-baseline"};
    return run.check(Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new));
  }
}
