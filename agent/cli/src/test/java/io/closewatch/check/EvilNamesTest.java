package io.closewatch.check;

import static io.closewatch.check.SampleReport.pay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Threads, hosts, classes and files of evil names, in all formats at once. */
class EvilNamesTest {
  private static final String MARKUP = "</script><img src=x onerror=alert(1)>";

  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() throws Exception {
    run = new CheckRun(dir);
    run.environment.put("GITHUB_STEP_SUMMARY", dir.resolve("summary.md").toString());
    var finding = pay(1);
    finding.put("summary", "Peer " + EvilText.TEXT + ":443 has hung up.");
    finding.put("remedy", "Close what talks to " + EvilText.TEXT);
    finding.put("stacks", EvilText.stacks());
    var place = SampleReport.frame(SampleReport.PAY);
    place.put("file", EvilText.TEXT);
    finding.put("place", place);
    SampleReport.of(finding).write(dir.resolve(EvilText.FILE_NAME));
    run.check(
        EvilText.FILE_NAME,
        EvilText.FILE_NAME + ".gone",
        "--format",
        "junit,sarif,gitlab,github,html");
  }

  @Test
  void nothingPrintedIsAnOrderExceptOurOwn() throws Exception {
    assertThat(run.out.toString()).doesNotContain("##", "\33", "\0", "\r");
    assertThat(run.out.toString().lines().filter(line -> line.trim().startsWith("::")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("::error title=Socket leak (NOT_CLOSED)::1 socket at"))
        .anyMatch(line -> line.startsWith("::error title=closewatch%3A no usable data::"));
    assertThat(run.err).hasToString("");
    assertThat(Files.readString(dir.resolve("summary.md")))
        .doesNotContainPattern("[^\\\\][<`]")
        .doesNotContain("\n::");
  }

  @Test
  void theTestReportIsXmlAndTellsTheNames() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(dir.resolve("TEST-closewatch.xml").toFile());

    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent())
        .contains("Peer " + MARKUP)
        .contains("Opened by thread " + MARKUP)
        .contains("onerror=alert(2)>.json");
    Element error = (Element) xml.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("message")).contains("onerror=alert(2)>.json");
    assertThat(xml.getElementsByTagName("img").getLength()).isZero();
  }

  @Test
  void jsonFormatsHoldThemAsText() throws Exception {
    JsonNode sarif = new ObjectMapper().readTree(dir.resolve("closewatch.sarif").toFile());
    JsonNode gitlab =
        new ObjectMapper().readTree(dir.resolve("gl-code-quality-report.json").toFile());

    assertThat(sarif.at("/runs/0/invocations/0/toolExecutionNotifications").toString())
        .contains(MARKUP)
        .doesNotContain("](http");
    assertThat(gitlab.at("/0/description").asText()).contains("Peer " + MARKUP);
    assertThat(gitlab.at("/0/location/path").asText()).doesNotContain("..");
    assertThat(Files.readString(dir.resolve("closewatch.sarif"))).doesNotContain("\0", "\1", "\33");
    assertThat(Files.readString(dir.resolve("gl-code-quality-report.json")))
        .doesNotContain("\0", "\1", "\33");
  }
}
