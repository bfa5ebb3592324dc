package io.closewatch.check;

import static io.closewatch.check.SampleReport.FEED_PRINT;
import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.leak;
import static io.closewatch.check.SampleReport.map;
import static io.closewatch.check.SampleReport.pay;
import static io.closewatch.check.SampleReport.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckHtmlTest {
  private static HtmlChecker checker;

  @TempDir Path dir;

  private CheckRun run;

  @BeforeAll
  static void loadSchema() throws Exception {
    checker = new HtmlChecker();
  }

  @BeforeEach
  void prepare() {
    run = new CheckRun(dir);
  }

  @Test
  void theVerdictComesFirstThenAllFindingsWithTheirStacks() throws Exception {
    var pay = pay(5);
    pay.put(
        "tests", List.of(map("name", "com.acme.PayTest.pays()", "count", 5, "ambiguous", false)));
    SampleReport.of(
            pay,
            feed(1),
            leak("NOT_CLOSED", "00000000000000c3", 2, "com.acme.Legacy.get(Legacy.java:9)"),
            suspect(SampleReport.payByGc(1)))
        .write(dir.resolve("forks/1.json"));
    SampleReport.of(pay(1)).write(dir.resolve("forks/2.json"));
    Files.writeString(dir.resolve("forks/notes.txt"), "not a report");
    Files.writeString(dir.resolve("baseline.txt"), FEED_PRINT + "  max=1  # ISSUE-7");
    Files.writeString(dir.resolve("suppressions.txt"), "leak:com.acme.Legacy");

    String page =
        page(
            "forks",
            "gone.json",
            "--baseline",
            "baseline.txt",
            "--suppressions",
            "suppressions.txt");

    assertThat(page.substring(page.indexOf("</head>"))).isEqualTo(expected());
  }

  @Test
  void whatIsCleanAndWhatIsUnknownAreToldApart() throws Exception {
    SampleReport.clean().write(dir.resolve("a.json"));

    assertThat(page("a.json"))
        .contains("<body class=\"clean\">")
        .contains("<h1>clean - no new leak in 1 report</h1>")
        .contains("<h2>New leaks</h2>\n<p>None.</p>");
    assertThat(page("a.json", "gone.json"))
        .contains("<body class=\"unknown\">")
        .contains("<h1>NO VERDICT - gone.json does not exist</h1>");
  }

  @Test
  void nothingOfItRunsOrIsLoaded() throws Exception {
    SampleReport.of(pay(5)).write(dir.resolve("a.json"));

    assertThat(page("a.json"))
        .contains(
            "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action"
                + " 'none'\"")
        .doesNotContain("<script", " style=", " src=", " href=", "http:", "https:", "url(");
  }

  @Test
  void evilNamesStayText() throws Exception {
    var finding = pay(1);
    for (String field : new String[] {"kind", "confidence", "unit", "summary", "why", "remedy"}) {
      finding.put(field, EvilText.TEXT);
    }
    finding.put("stacks", EvilText.stacks());
    finding.put("tests", List.of(map("name", EvilText.TEXT, "count", 1, "ambiguous", false)));
    var place = SampleReport.frame(SampleReport.PAY);
    place.put("class", EvilText.TEXT);
    place.put("file", EvilText.TEXT);
    finding.put("place", place);
    SampleReport.of(finding).write(dir.resolve(EvilText.FILE_NAME));

    String page = page(EvilText.FILE_NAME, EvilText.FILE_NAME + ".gone");

    assertThat(page)
        .contains(
            "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; ]]&gt; &amp; &quot;&#39; ???[31m")
        .contains("Opened by thread &lt;/script&gt;")
        .contains("<p>Opened in test &lt;/script&gt;")
        .contains("&lt;img src=x onerror=alert(2)&gt;.json")
        .doesNotContain("<script", "</script", "<img")
        .matches("[\\n -~]*");
  }

  @Test
  void tenThousandFindingsMakeNoHugePage() throws Exception {
    SampleReport report = SampleReport.clean();
    for (int i = 0; i < 10_000; i++) {
      report.add(leak("NOT_CLOSED", String.format("%016x", i), 1, "a.B.m" + i + "(B.java:1)"));
    }
    report.write(dir.resolve("a.json"));

    String page = page("a.json");

    assertThat(page.length()).isLessThan(2_000_000);
    assertThat(page)
        .contains("<h1>10000 new leaks in 1 report</h1>")
        .containsPattern("and [5-9]\\d{3} more findings");
  }

  @Test
  void theCheckerFindsWhatIsWrong() throws Exception {
    SampleReport.clean().write(dir.resolve("a.json"));

    assertThat(checker.problems(page("a.json").replace("</h1>", "<li></h1>"))).isNotEmpty();
  }

  /** Runs the check; what it writes is valid. */
  private String page(String... arguments) throws Exception {
    run.check(
        Stream.of(arguments, new String[] {"--format", "html"})
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
    String page = Files.readString(dir.resolve("closewatch.html"));
    assertThat(checker.problems(page)).isEmpty();
    return page;
  }

  private static String expected() throws Exception {
    try (InputStream golden = CheckHtmlTest.class.getResourceAsStream("expected-body.html")) {
      return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
