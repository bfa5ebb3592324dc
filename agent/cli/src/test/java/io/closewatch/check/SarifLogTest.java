package io.closewatch.check;

import static io.closewatch.check.SampleReport.FEED_PRINT;
import static io.closewatch.check.SampleReport.PAY;
import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.leak;
import static io.closewatch.check.SampleReport.pay;
import static io.closewatch.check.SampleReport.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifLogTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() throws IOException {
    run = new CheckRun(dir);
    write("shop/src/main/java/com/acme/Pay.java", "");
    write("src/main/kotlin/feed folder/Feed.java", "package com.acme.feed\n");
  }

  @Test
  void leaksAreShownAtTheirLine() throws IOException {
    SampleReport.of(pay(5), feed(1)).write(dir.resolve("a b.json"));
    write("baseline.txt", FEED_PRINT + "  max=1  # com.acme.feed.Feed.poll, ISSUE-7");

    JsonNode log = sarif("a b.json", "--baseline", "baseline.txt");

    try (InputStream golden = SarifLogTest.class.getResourceAsStream("expected.sarif")) {
      assertThat(log.toPrettyString()).isEqualTo(MAPPER.readTree(golden).toPrettyString());
    }
  }

  @Test
  void aLeakWithoutSourceFileIsANotification() throws IOException {
    SampleReport.of(
            leak("NOT_CLOSED", "00000000000000c3", 1, "org.other.Lib.get(Lib.java:9)"), pay(1))
        .write(dir.resolve("a.json"));

    JsonNode log = sarif("a.json");

    assertThat(log.at("/runs/0/results")).hasSize(1);
    JsonNode notification = log.at("/runs/0/invocations/0/toolExecutionNotifications/0");
    assertThat(notification.at("/level").asText()).isEqualTo("warning");
    assertThat(notification.at("/message/text").asText())
        .isEqualTo(
            "NOT_CLOSED at org.other.Lib.get(Lib.java:9): no source file below src/main/kotlin,"
                + " shop/src/main/java; name its folder with --source-root.");
  }

  @Test
  void missingDataIsToldAsAFailureOfTheTool() throws IOException {
    JsonNode log = sarif("gone.json");

    assertThat(log.at("/runs/0/results")).isEmpty();
    assertThat(log.at("/runs/0/invocations/0/executionSuccessful").asBoolean()).isFalse();
    assertThat(log.at("/runs/0/invocations/0/toolExecutionNotifications/0/level").asText())
        .isEqualTo("error");
  }

  @Test
  void aSuspectIsANote() throws IOException {
    SampleReport.of(suspect(pay(1))).write(dir.resolve("a.json"));

    JsonNode log = sarif("a.json");

    assertThat(log.at("/runs/0/results/0/level").asText()).isEqualTo("note");
    assertThat(log.at("/runs/0/results/0/suppressions")).isEmpty();
  }

  @Test
  void noReportIsTooLongForCodeScanning() throws IOException {
    SampleReport report = SampleReport.clean();
    for (int i = 0; i < SarifLog.MAX_RESULTS + 3; i++) {
      var finding = leak("NOT_CLOSED", String.format("%016x", i), 1, PAY);
      finding.remove("stacks");
      report.add(finding);
    }
    report.write(dir.resolve("a.json"));
    run.check("a.json", "--format", "sarif");

    JsonNode log = MAPPER.readTree(dir.resolve("closewatch.sarif").toFile());

    assertThat(log.at("/runs/0/results")).hasSize(SarifLog.MAX_RESULTS);
    assertThat(log.at("/runs/0/invocations/0/toolExecutionNotifications/0/message/text").asText())
        .isEqualTo("3 findings left out, the smallest ones.");
  }

  @Test
  void evilNamesStayText() throws IOException {
    var finding = pay(1);
    finding.put("summary", EvilText.TEXT);
    finding.put("why", EvilText.TEXT);
    finding.put("kind", "EVIL_<b>");
    SampleReport.of(finding).write(dir.resolve("a.json"));

    JsonNode log = sarif("a.json");

    assertThat(log.at("/runs/0/results/0/message/text").asText())
        .contains("</script><img src=x onerror=alert(1)>")
        .contains("[l] (http://x)")
        .doesNotContain("\0");
    assertThat(log.at("/runs/0/tool/driver/rules/0/help/markdown").asText())
        .contains("\\<img src=x onerror=alert(1)\\>");
  }

  @Test
  void pathsAreEscapedAsUris() {
    assertThat(SarifLocations.encoded("a b/\u00e4#%?:c[1].java"))
        .isEqualTo("a%20b/%C3%A4%23%25%3F%3Ac%5B1%5D.java");
  }

  /** Runs the check; what it writes is valid. */
  private JsonNode sarif(String... arguments) throws IOException {
    String[] all =
        Stream.of(arguments, new String[] {"--format", "sarif"})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    run.check(all);
    JsonNode log = MAPPER.readTree(dir.resolve("closewatch.sarif").toFile());
    assertThat(errors(log)).isEmpty();
    return log;
  }

  private static Set<ValidationMessage> errors(JsonNode log) throws IOException {
    try (InputStream schema =
        SarifLogTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema).validate(log);
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
