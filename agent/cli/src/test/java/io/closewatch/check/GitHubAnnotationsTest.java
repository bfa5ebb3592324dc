package io.closewatch.check;

import static io.closewatch.check.SampleReport.leak;
import static io.closewatch.check.SampleReport.pay;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubAnnotationsTest {
  @TempDir Path dir;

  private CheckRun run;
  private Path summary;

  @BeforeEach
  void prepare() throws Exception {
    run = new CheckRun(dir);
    Path source = dir.resolve("a, b/src/main/java/com/acme/Pay.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
    summary = Files.writeString(dir.resolve("summary.md"), "before\n");
    run.environment.put("GITHUB_STEP_SUMMARY", summary.toString());
  }

  @Test
  void aLeakIsAnErrorAtItsLine() {
    SampleReport.of(pay(5)).write(dir.resolve("a.json"));

    run.check("a.json", "--format", "github");

    assertThat(orders())
        .containsExactly(
            "::error file=a%2C b/src/main/java/com/acme/Pay.java,line=42,title=Socket leak"
                + " (NOT_CLOSED)::5 sockets at com.acme.Pay.call(Pay.java:42)%0AThe peer has hung up"
                + " 2m ago, and nobody calls close().%0AFix: Open it in try-with-resources.");
    assertThat(summary)
        .hasContent(
            """
            before
            ### closewatch check: 1 new leak in 1 report

            - **NOT\\_CLOSED: 5 sockets** at com.acme.Pay.call(Pay.java:42) \s
              Fix: Open it in try-with-resources.

            """);
  }

  @Test
  void tenAreShownAndTheRestIsInTheSummary() throws Exception {
    SampleReport report = SampleReport.clean();
    for (int i = 1; i <= 60; i++) {
      report.add(leak("NOT_CLOSED", String.format("%016x", i), i, "org.x.A.b(A.java:" + i + ")"));
    }
    report.write(dir.resolve("a.json"));

    run.check("a.json", "gone.json", "--format", "github");

    assertThat(orders()).hasSize(11);
    assertThat(orders().get(0))
        .startsWith("::error title=Socket leak (NOT_CLOSED)::60 sockets at org.x.A.b(A.java:60)");
    assertThat(orders().get(10))
        .isEqualTo(
            "::notice title=closewatch::60 new leaks in 1 report, 1 problem with the data;"
                + " 51 of them not shown here");
    assertThat(Files.readString(summary))
        .contains("- gone.json does not exist. Run the tests with")
        .endsWith("- and 10 more\n\n");
  }

  @Test
  void missingDataIsAnError() {
    run.check("gone.json", "--format", "github");

    assertThat(orders())
        .containsExactly(
            "::error title=closewatch%3A no usable data::gone.json does not exist. Run the tests"
                + " with -javaagent:closewatch-agent.jar=report=json,reportDir=... and pass that"
                + " directory.");
  }

  @Test
  void evilNamesGiveNoFurtherOrder() throws Exception {
    var finding = pay(1);
    finding.put("summary", EvilText.TEXT);
    finding.put("remedy", EvilText.TEXT);
    finding.put("kind", "X,file=y::z\r\n::error::q");
    SampleReport.of(finding).write(dir.resolve("a.json"));

    run.check("a.json", "--format", "github");

    assertThat(orders()).hasSize(1);
    assertThat(orders().get(0))
        .contains("title=Socket leak (X%2Cfile=y%3A%3Az%0D%0A%3A%3Aerror%3A%3Aq)::")
        .contains(" %250A::error::x%0D%0A::error::y ")
        .doesNotContain("\r");
    assertThat(Files.readString(summary)).doesNotContainPattern("[^\\\\][<`]").contains("\\`z\\`");
  }

  @Test
  void aSummaryThatCannotBeWrittenIsTold() {
    SampleReport.clean().write(dir.resolve("a.json"));
    run.environment.put("GITHUB_STEP_SUMMARY", dir.toString());

    assertThat(run.check("a.json", "--format", "github")).isEqualTo(3);
    assertThat(run.err.toString()).contains("GITHUB_STEP_SUMMARY").contains("cannot be written");
  }

  @Test
  void whatMaxLeaksLetsPassIsAWarning() {
    SampleReport.of(pay(5)).write(dir.resolve("a.json"));

    run.check("a.json", "--format", "github", "--max-leaks", "1");

    assertThat(orders().get(0)).startsWith("::warning file=");
  }

  private List<String> orders() {
    return run.out.toString().lines().filter(line -> line.trim().startsWith("::")).toList();
  }
}
