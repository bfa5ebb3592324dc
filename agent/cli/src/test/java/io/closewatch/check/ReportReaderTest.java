package io.closewatch.check;

import static io.closewatch.check.SampleReport.map;
import static io.closewatch.check.SampleReport.pay;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
  private static final String GOOD = SampleReport.of(pay(2)).json();

  @TempDir Path dir;

  @Test
  void aFindingIsReadWithItsLinesAndStacks() throws IOException {
    ReportFile report = read("closewatch-1.json", GOOD);

    assertThat(report.problems()).isEmpty();
    ReportedFinding finding = report.findings().get(0);
    assertThat(finding.kind()).isEqualTo("NOT_CLOSED");
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.line()).hasToString(SampleReport.PAY);
    assertThat(finding.stacks().get(0).title()).isEqualTo("Opened by thread \"main\"");
    assertThat(finding.frames())
        .map(Object::toString)
        .containsExactly(
            SampleReport.PAY,
            SampleReport.PAY,
            "java.net.Socket.connect(Socket.java:633)",
            SampleReport.PAY);
  }

  @Test
  void aReportOfTheAgentIsRead() {
    Path golden = Path.of("../core/src/test/resources/report/small.json");

    ReportFile report = ReportReader.read(golden, "small.json");

    assertThat(report.isReport()).isTrue();
    assertThat(report.problems())
        .map(Problem::text)
        .containsExactly(
            "comes from an agent that did not work in full: the hook X does not apply");
    assertThat(report.findings())
        .map(f -> f.kind() + " " + f.leak() + " " + f.count() + " " + f.unit() + " " + f.line())
        .containsExactly(
            "NOT_CLOSED true 1 socket com.acme.Server.handle(Server.java:44)",
            "LEASE_NOT_RETURNED true 4 connection com.acme.Crawler.fetch(Crawler.java:42)",
            "NOT_CLOSED true 1 socket com.acme.Crawler.fetch(Crawler.java:42)",
            "POOL_EXHAUSTED true 1 request com.acme.Crawler.fetch(Crawler.java:42)",
            "UNATTRIBUTED false 1 socket null");
    assertThat(report.findings()).allSatisfy(f -> assertThat(f.remedy()).isNotEmpty());
    assertThat(report.findings().get(0).stacks()).isNotEmpty();
  }

  record Bad(String name, Object content, String problem) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> bad() {
    return Stream.of(
        new Bad("empty", "", "is empty"),
        new Bad("blank", " \n", "is empty"),
        new Bad("truncated", GOOD.substring(0, 400), "is cut off or damaged (line 1)"),
        new Bad("truncated in an escape", upTo(GOOD, "hung up") + "\\u00", "is cut off or damaged"),
        new Bad("without its last bracket", GOOD.substring(0, GOOD.length() - 1), "is cut off"),
        new Bad("two in one", GOOD + GOOD, "is cut off or damaged"),
        new Bad("going on", GOOD + ",{}", "goes on behind its end"),
        new Bad(
            "newer", GOOD.replace("\"version\":1", "\"version\":2"), "newer closewatch: version 2"),
        new Bad("without version", GOOD.replace("\"version\":1", "\"vision\":1"), "are missing"),
        new Bad("without findings", GOOD.replace("\"findings\"", "\"found\""), "are missing"),
        new Bad("without kernel", GOOD.replace("\"kernel\"", "\"core\""), "are missing"),
        new Bad(
            "a count too large",
            GOOD.replace("\"count\":2", "\"count\":1" + "0".repeat(30)),
            "damaged"),
        new Bad(
            "a text as count", GOOD.replace("\"count\":2", "\"count\":\"2\""), "has STRING where"),
        new Bad(
            "no count", GOOD.replace("\"count\":2", "\"count\":null"), "a finding has no count"),
        new Bad(
            "no kind", GOOD.replace("\"kind\":\"NOT", "\"kin\":\"NOT"), "a finding has no kind"),
        new Bad(
            "no leak", GOOD.replace("\"leak\":", "\"lea\":"), "a finding has no field \"leak\""),
        new Bad(
            "no fingerprint",
            GOOD.replace("\"fingerprint\":", "\"print\":"),
            "a finding has no fingerprint"),
        new Bad("short fingerprint", GOOD.replace("00000000000000a1", "a1"), "not 16 hex digits"),
        new Bad("no class", GOOD.replace("\"class\":", "\"clas\":"), "a frame has no class"),
        new Bad("deep", deep(GOOD, 100_000), "is nested deeper than any report"),
        new Bad("not UTF-8", bytes(GOOD, (byte) 0xff), "is damaged: not UTF-8"),
        new Bad("a control character", GOOD.replace("The peer", "The\u0000peer"), "damaged"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(Bad bad) throws IOException {
    Path file = dir.resolve("closewatch-1.json");
    Files.write(
        file,
        bad.content instanceof byte[] bytes
            ? bytes
            : bad.content.toString().getBytes(StandardCharsets.UTF_8));

    ReportFile report = ReportReader.read(file, "r");

    assertThat(report.isReport()).isFalse();
    assertThat(report.findings()).isEmpty();
    assertThat(report.problems()).hasSize(1);
    assertThat(report.problems().get(0).text()).contains(bad.problem);
    assertThat(report.problems().get(0).advice()).isNotEmpty();
    assertThat(report.problems().get(0).isUnknown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "1", "null", "\"x\"", "{\"format\": \"x\"}", "{\"a\": {}}"})
  void whatIsNotOursIsForeign(String content) throws IOException {
    ReportFile report = read("other.json", content);

    assertThat(report.isOurs()).isFalse();
    assertThat(report.problems().get(0).text()).isEqualTo("is not a report of closewatch");
  }

  @Test
  void aBrokenFileIsOursByItsNameOrItsFirstField() throws IOException {
    assertThat(read("7.json", "{\"fo").isOurs()).isTrue();
    assertThat(read("8.json", "").isOurs()).isTrue();
    assertThat(read("8.txt", "").isOurs()).isFalse();
    assertThat(read("x.html", "<html/>").isOurs()).isFalse();
    assertThat(read("x.txt", "{\"format\":\"closewatch-report\",").isOurs()).isTrue();
    assertThat(read("x.txt", "{\"fo").isOurs()).isFalse();
  }

  @Test
  void fieldsOfLaterVersionsAndAnyOrderAreFine() throws IOException {
    String more =
        "\ufeff{\"extra\": [[], {}, {\"a\": [1.5e3, null, true]}],"
            + GOOD.substring(1, GOOD.length() - 1)
            + ",\"more\": {}} \n";

    ReportFile report = read("a.json", more.replace("\"kind\"", "\"new\": {\"x\": []}, \"kind\""));

    assertThat(report.problems()).isEmpty();
    assertThat(report.findings()).hasSize(1);
  }

  @Test
  void aFindingWithoutLinesAndTextsIsRead() throws IOException {
    Map<String, Object> bare =
        map("kind", "NEW_KIND", "leak", true, "fingerprint", "00000000000000a1", "count", 1);
    for (String field : List.of("place", "handledAt", "site", "summary", "why", "remedy", "unit")) {
      bare.put(field, null);
    }

    ReportFile report = read("a.json", SampleReport.of(bare).json());

    assertThat(report.findings().get(0).line()).isNull();
    assertThat(report.findings().get(0).unit()).isEqualTo("socket");
  }

  @Test
  void textsAreCut() throws IOException {
    Map<String, Object> finding = pay(1);
    finding.put("summary", "x".repeat(1_000_000));

    ReportFile report = read("a.json", SampleReport.of(finding).json());

    assertThat(report.findings().get(0).summary()).hasSize(4_000);
  }

  @Test
  void aDirectoryIsNoReport() {
    assertThat(ReportReader.read(dir, "d").problems().get(0).text()).isEqualTo("is a directory");
  }

  private ReportFile read(String name, String content) throws IOException {
    return ReportReader.read(Files.writeString(dir.resolve(name), content), name);
  }

  private static String upTo(String text, String part) {
    return text.substring(0, text.indexOf(part));
  }

  private static String deep(String json, int levels) {
    return json.substring(0, json.length() - 1)
        + ",\"deep\":"
        + "[".repeat(levels)
        + "]".repeat(levels)
        + "}";
  }

  private static byte[] bytes(String json, byte evil) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    bytes[json.indexOf("peer")] = evil;
    return bytes;
  }
}
