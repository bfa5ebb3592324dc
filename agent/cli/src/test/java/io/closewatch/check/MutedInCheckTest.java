package io.closewatch.check;

import static io.closewatch.check.SampleReport.FEED_PRINT;
import static io.closewatch.check.SampleReport.PAY_PRINT;
import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.pay;
import static io.closewatch.check.SampleReport.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator has muted over JMX does not fail a build, and is not passed over either. */
class MutedInCheckTest {
  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() {
    run = new CheckRun(dir);
  }

  @Test
  void mutedLeaksAreNamedAndCountedAndDoNotFail() {
    SampleReport.of().with("muted", List.of(pay(5))).write(dir.resolve("a.json"));

    assertThat(run.check("a.json")).isZero();
    assertThat(run.out)
        .hasToString(
            """
            closewatch check: clean - no new leak in 1 report, 1 muted

            Muted over JMX, these do not fail the check:
            - NOT_CLOSED: 5 sockets at
              com.acme.Pay.call(Pay.java:42)
            """);
  }

  @Test
  void whereAnotherJvmHasNotMutedItItFails() {
    SampleReport.of().with("muted", List.of(pay(5))).write(dir.resolve("a.json"));
    SampleReport.of(pay(2), feed(1)).write(dir.resolve("b.json"));

    assertThat(run.check("a.json", "b.json")).isEqualTo(1);
    assertThat(run.firstLine()).isEqualTo("closewatch check: 2 new leaks in 2 reports, 1 muted");
    assertThat(run.out.toString())
        .contains("1. NEW NOT_CLOSED: 2 sockets at\n")
        .contains("- NOT_CLOSED: 5 sockets at\n");
  }

  @Test
  void aMutedSuspectIsStillASuspect() {
    SampleReport.of().with("muted", List.of(suspect(pay(5)))).write(dir.resolve("a.json"));

    assertThat(run.check("a.json")).isZero();
    assertThat(run.firstLine())
        .isEqualTo("closewatch check: clean - no new leak in 1 report, 1 suspect");
    assertThat(run.out.toString())
        .contains("- NOT_CLOSED (suspect): 5 sockets, muted over JMX at\n");
  }

  @Test
  void theBaselineKeepsTheEntryOfAMutedLeakAndGetsNoneOfIt() throws IOException {
    Path baseline = dir.resolve("baseline.txt");
    Files.writeString(baseline, PAY_PRINT + "  max=9  # com.acme.Pay.call\n");
    SampleReport.of().with("muted", List.of(pay(5), feed(1))).write(dir.resolve("a.json"));

    assertThat(
            run.check(
                "a.json",
                "--baseline",
                "baseline.txt",
                "--update-baseline",
                "--allow-raise",
                "--prune"))
        .isZero();
    assertThat(Files.readString(baseline))
        .contains(PAY_PRINT + "  max=9")
        .doesNotContain(FEED_PRINT);
    assertThat(run.out.toString()).contains("is muted over JMX as well");
  }

  @Test
  void buildServersAreToldThatItIsAccepted() throws IOException {
    Path sources = Files.createDirectories(dir.resolve("src/main/java/com/acme"));
    Files.writeString(sources.resolve("Pay.java"), "\n".repeat(50));
    SampleReport.of().with("muted", List.of(pay(5))).write(dir.resolve("a.json"));

    assertThat(run.check("a.json", "--format", "junit,sarif,html,gitlab")).isZero();
    assertThat(Files.readString(dir.resolve("TEST-closewatch.xml")))
        .contains("tests=\"2\" errors=\"0\" skipped=\"1\" failures=\"0\"")
        .contains("<skipped message=\"muted over JMX in the JVM that wrote the report\">");
    JsonNode log = new ObjectMapper().readTree(dir.resolve("closewatch.sarif").toFile());
    assertThat(log.at("/runs/0/results/0/suppressions/0/justification").asText())
        .isEqualTo("muted over JMX in the JVM that wrote the report");
    assertThat(Files.readString(dir.resolve("closewatch.html")))
        .contains("<dt>Muted</dt><dd><strong>1</strong></dd>")
        .contains("Muted over JMX, these do not fail the check");
    assertThat(Files.readString(dir.resolve("gl-code-quality-report.json")).strip())
        .isEqualTo("[]");
  }

  @Test
  void aDamagedMutedFindingIsADamagedReport() {
    var broken = pay(1);
    broken.remove("fingerprint");
    SampleReport.of().with("muted", List.of(broken)).write(dir.resolve("a.json"));

    assertThat(run.check("a.json")).isEqualTo(3);
    assertThat(run.out.toString()).contains("a finding has no fingerprint");
  }
}
