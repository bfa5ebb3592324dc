package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.report.HtmlSamples.EVIL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.KernelSnapshot;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final long MAX_LENGTH = 2_000_000;
  private static final long MAX_ALLOCATED = 50L << 20;

  @Test
  void tellsAllInTheAgreedOrder() {
    String page = render(HtmlSamples.leaks());

    assertThat(page)
        .containsSubsequence(
            "<h1>LEAK - ",
            "<dl class=\"tiles\">",
            "<h2>Timeline</h2>",
            "<h2>Findings</h2>",
            "<h2>Lines that open sockets, most open ones first</h2>",
            "<h2>HTTP connection pools, heaviest first</h2>",
            "<h2>TCP states of this process</h2>",
            "<h2>What could not be seen</h2>",
            "<h2>Recovered, latest first</h2>",
            "<h2>Environment</h2>",
            "<h2>Glossary</h2>",
            "<script>");
  }

  @Test
  void theVerdictIsThatOfTheTextReport() {
    Report report = HtmlSamples.leaks();

    assertThat(heading(render(report))).isEqualTo(Verdict.of(report).sentence());
  }

  @Test
  void thePolicyAllowsTheOneScriptOfThePage() throws NoSuchAlgorithmException {
    String page = render(HtmlSamples.clean());
    List<String> scripts =
        Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(script -> script.group(1))
            .toList();

    assertThat(scripts).hasSize(1);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(scripts.get(0).getBytes(UTF_8));
    assertThat(HtmlHead.SCRIPT_HASH).isEqualTo(Base64.getEncoder().encodeToString(hash));
    assertThat(page)
        .contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
        .containsOnlyOnce("<script");
  }

  @Test
  void markupInNamesFromOutsideStaysText() {
    String page = render(HtmlSamples.evil());

    assertThat(page).doesNotContain("<img").doesNotContain("onerror=alert(1)>");
    assertThat(page.split("</script>", -1)).hasSize(2);
    assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
    assertThat(EVIL).contains("<img"); // or this test could not fail
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    String page = render(HtmlSamples.leaks());
    String links =
        Pattern.compile("(src|href|action|data|srcset)=\"([^#][^\"]*)\"|url\\(|@import")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining("\n"));

    assertThat(links).isEmpty();
    assertThat(page).doesNotContain("style=\"").doesNotContainPattern("\\son[a-z]+=\"");
  }

  @Test
  void isAsciiAlone() {
    assertThat(render(HtmlSamples.evil())).matches("[ -~\n]*");
    assertThat(render(HtmlSamples.leaks())).matches("[ -~\n]*");
  }

  @Test
  void theSameReportGivesTheSamePage() {
    assertThat(render(HtmlSamples.leaks())).isEqualTo(render(HtmlSamples.leaks()));
  }

  @Test
  void oneScanIsNoHistory() {
    assertThat(render(HtmlSamples.clean()))
        .contains("<p>There is no history yet: it takes two scans.</p>")
        .doesNotContain("<svg");
  }

  @Test
  void theForecastIsDashedUpToTheLimit() {
    assertThat(render(HtmlSamples.leaks()))
        .contains("stroke-dasharray")
        .contains(">limit 1024</text>")
        .contains("Forecast: descriptors run out in about ");
  }

  @Test
  void aTimelineWithoutAKernelLeavesOutWhatIsNotKnown() {
    List<HistoryPoint> history =
        List.of(new HistoryPoint(NOW - 1_000, 3, -1, -1), new HistoryPoint(NOW, 4, -1, -1));
    KernelSnapshot kernel = KernelSnapshot.unavailable("no /proc");
    Report report = withHistory(new Snapshot(NOW, 5, List.of(), List.of(), kernel, 0), history);

    assertThat(render(report))
        .contains("Open sockets: 3 at first, 4 now; in CLOSE_WAIT: not known at all times.")
        .contains("How many descriptors were used is not known.")
        .contains("<strong>unknown</strong>");
  }

  @Test
  void ofALongHistoryFiveHundredPointsAreDrawn() {
    List<HistoryPoint> history = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      history.add(new HistoryPoint(NOW - 2_000_000 + i * 1_000L, i, 0, i));
    }
    String page = render(withHistory(HtmlSamples.clean().snapshot(), history));

    Matcher path = Pattern.compile(" d=\"([^\"]+)\"").matcher(page);
    assertThat(path.find()).isTrue();
    assertThat(path.group(1).split("[ML]")).hasSize(501); // nothing in front of the first
    assertThat(page).contains("Open sockets: 0 at first, 1999 now");
  }

  @Test
  void staysSmallWithManySitesAndSockets() {
    Report report = HtmlSamples.large(200, 18_000);
    render(report); // classes are loaded
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    String page = render(report);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(page.length()).isBetween(500_000, (int) MAX_LENGTH);
    assertThat(allocated).isPositive().isLessThan(MAX_ALLOCATED);
    assertThat(page)
        .contains("<summary>20 of the 90 sockets, oldest first</summary>")
        .contains("Further findings, a line each")
        .contains("<h3>200. ")
        .contains("... 10 frames")
        .doesNotContain("more line");
  }

  @Test
  void capsSitesAndFindings() {
    String page = render(HtmlSamples.large(1_500, 1_500));

    assertThat(page.length()).isLessThan((int) MAX_LENGTH);
    assertThat(page)
        .contains("and 1300 more lines")
        .containsPattern("<p>and \\d+ more sites, \\d+ sockets</p>");
  }

  @Test
  void aRowOfTheSiteTable() {
    assertThat(render(HtmlSamples.clean()))
        .contains(
            """
            <tr><td class="code"><code>com.acme.Pay.call(Pay.java:7)</code></td>\
            <td class="n">12</td><td class="n">40</td><td class="n">28</td><td class="n">0</td>\
            <td class="n">12</td><td>socket</td></tr>
            """);
  }

  @Test
  void aStackWithItsLibrariesFolded() {
    assertThat(render(HtmlSamples.leaks()))
        .contains(
            """
            <h4>280 of the 420 opened by threads &quot;crawler-0&quot; x70, &quot;crawler-1&quot; x70, \
            &quot;crawler-2&quot; x70 and 1 more</h4>
            <ul class="stack">
            <li><details><summary>4 frames of sun.nio.ch, java.net</summary><ul>\
            <li><code>sun.nio.ch.NioSocketImpl.create(NioSocketImpl.java:455)</code></li>
            <li><code>java.net.Socket.createImpl(Socket.java:500)</code></li>
            <li><code>java.net.Socket.&lt;init&gt;(Socket.java:454)</code></li>
            <li><code>java.net.Socket.&lt;init&gt;(Socket.java:245)</code></li>
            </ul></details></li>
            <li><mark><b><code>com.acme.Crawler.fetch(Crawler.java:42)</code></b></mark></li>
            <li><b><code>com.acme.Crawler.lambda$crawl$0(Crawler.java:30)</code></b></li>
            """);
  }

  private static Report withHistory(Snapshot snapshot, List<HistoryPoint> history) {
    Report clean = HtmlSamples.clean();
    return new Report(
        clean.agent(),
        snapshot,
        GRACES,
        List.of(),
        List.of(),
        java.util.Map.of(),
        Libraries.NONE,
        history);
  }

  private static String heading(String page) {
    Matcher heading = Pattern.compile("<h1>(.*?)</h1>").matcher(page);
    assertThat(heading.find()).isTrue();
    return heading.group(1).replaceAll("</?code>", "");
  }

  private static String render(Report report) {
    return new HtmlReport().render(report);
  }
}
