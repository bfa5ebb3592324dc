package io.closewatch.check;

import static io.closewatch.check.SampleReport.FEED_PRINT;
import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.pay;
import static io.closewatch.check.SampleReport.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitXmlTest {
  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() {
    run = new CheckRun(dir);
  }

  @Test
  void newLeaksFailAndKnownOnesAreSkipped() throws Exception {
    SampleReport.of(pay(5), feed(1), suspect(SampleReport.payByGc(1))).write(dir.resolve("a.json"));
    Files.writeString(dir.resolve("baseline.txt"), FEED_PRINT + "  max=1  # ISSUE-7");

    xml("a.json", "gone.json", "--baseline", "baseline.txt");

    assertThat(dir.resolve("TEST-closewatch.xml"))
        .hasContent(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="closewatch" time="0" tests="4" errors="1" skipped="1" failures="1">
              <testcase name="check" classname="closewatch.check" time="0">
                <system-out>1 new leak in 1 report, 1 known, 1 suspect, 1 problem with the data</system-out>
              </testcase>
              <testcase name="gone.json" classname="closewatch.check" time="0">
                <error message="gone.json does not exist" type="NO_DATA">Run the tests with -javaagent:closewatch-agent.jar=report=json,reportDir=... and pass that directory.</error>
              </testcase>
              <testcase name="call:42 NOT_CLOSED" classname="com.acme.Pay" time="0">
                <failure message="5 sockets at com.acme.Pay.call(Pay.java:42)" type="NOT_CLOSED">The peer has hung up 2m ago, and nobody calls close().
            Fix: Open it in try-with-resources. Then every path closes it.
            Fingerprint: 00000000000000a1
            Reports: a.json
            Opened by thread "main":
            \tat java.net.Socket.connect(Socket.java:633)
            \tat com.acme.Pay.call(Pay.java:42)
            </failure>
              </testcase>
              <testcase name="poll:7 LEASE_NOT_RETURNED" classname="com.acme.feed.Feed" time="0">
                <skipped message="in the baseline, max=1: ISSUE-7"></skipped>
              </testcase>
            </testsuite>
            """);
  }

  @Test
  void aCleanCheckIsATestThatPasses() throws Exception {
    SampleReport.clean().write(dir.resolve("a.json"));

    Element suite = xml("a.json").getDocumentElement();

    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
  }

  @Test
  void whatMaxLeaksLetsPassIsSkipped() throws Exception {
    SampleReport.of(pay(5)).write(dir.resolve("a.json"));

    Element suite = xml("a.json", "--max-leaks", "1").getDocumentElement();

    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(((Element) suite.getElementsByTagName("skipped").item(0)).getAttribute("message"))
        .isEqualTo("--max-leaks 1 lets it pass");
  }

  @Test
  void evilNamesStayText() throws Exception {
    var finding = pay(1);
    var frame = SampleReport.frame(SampleReport.PAY);
    frame.put("method", EvilText.TEXT);
    finding.put("summary", EvilText.TEXT);
    finding.put("kind", EvilText.TEXT);
    finding.put("place", frame);
    SampleReport.of(finding).write(dir.resolve("a.json"));

    Element failure =
        (Element) xml("a.json").getDocumentElement().getElementsByTagName("failure").item(0);

    assertThat(failure.getTextContent())
        .startsWith("</script><img src=x onerror=alert(1)> ]]> & \"' \ufffd\ufffd\ufffd[31m \ufffd")
        .contains("\ud83d\ude00");
  }

  /** Runs the check; what it writes is valid. */
  private Document xml(String... arguments) throws Exception {
    String[] all =
        Stream.of(arguments, new String[] {"--format", "junit"})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    run.check(all);
    Path file = dir.resolve("TEST-closewatch.xml");
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JUnitXmlTest.class.getResource("junit-report.xsd"))
        .newValidator()
        .validate(new StreamSource(file.toFile()));
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }
}
