package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.report.Verdict.Outcome;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutesTest {
  private static final String CRAWLER = "com.acme.Crawler.fetch(Crawler.java:42)";
  private static final String FEED = "com.acme.Feed.connect(Feed.java:58)";

  private final SiteSnapshot crawler = site(SocketKind.CLIENT_SOCKET, CRAWLER);
  private final SiteSnapshot feed = site(SocketKind.CLIENT_SOCKET, FEED);
  private final Report report = report();

  private Report report() {
    Snapshot snapshot =
        snapshot(
            closeWait(crawler, 0, 31_000).build(),
            closeWait(crawler, 0, 31_000).build(),
            closeWait(feed, 0, 31_000).build());
    AgentInfo agent = new AgentInfo("0.1.0", NOW - 60_000, false, 7, "Main", "JVM", List.of(), 0);
    return new Report(
        agent, snapshot, GRACES, Diagnosis.of(snapshot, GRACES, Trends.NONE), List.of());
  }

  private static Mutes muted(String place) {
    return Mutes.NONE.with(place, 1);
  }

  @Test
  void aMutedLineIsSetApart() {
    Report half = report.muting(muted(CRAWLER));

    assertThat(half.findings()).extracting(f -> f.site().frame().location()).containsOnly(FEED);
    assertThat(half.muted()).extracting(f -> f.site().frame().location()).containsOnly(CRAWLER);
    assertThat(half.leaks()).isEqualTo(1);
    assertThat(half.muting(Mutes.NONE).findings()).containsAll(report.findings()).hasSize(2);
  }

  @Test
  void aFingerprintMutesEveryFindingThatHasIt() {
    Finding finding = report.findings().get(0);

    assertThat(report.muting(muted(FindingFingerprint.of(finding))).muted()).contains(finding);
    assertThat(report.muting(muted("com.acme.Crawler.fetch(Crawler.java:43)")).muted()).isEmpty();
  }

  @Test
  void theVerdictLeavesMutedLeaksOutAndSaysSo() {
    Verdict verdict = Verdict.of(report.muting(muted(CRAWLER).with(FEED, 2)));

    assertThat(verdict.outcome()).isEqualTo(Outcome.CLEAN);
    assertThat(verdict.sentence())
        .startsWith("no leak found - 3 open sockets")
        .endsWith("; 2 findings muted");
  }

  @Test
  void socketsOfMutedFindingsStayInTheAccount() {
    Totals before = Totals.of(report);
    Totals after = Totals.of(report.muting(muted(CRAWLER)));

    assertThat(before.inFindings()).isEqualTo(3);
    assertThat(after.inFindings()).isEqualTo(3);
    assertThat(after.healthy()).isZero();
  }

  @Test
  void theTextListsThemInALineEach() {
    String text = new TextReport().render(report.muting(muted(CRAWLER)));

    assertThat(text)
        .contains(
            "Muted over JMX, in no verdict and no notification (1 finding)\n"
                + "  NOT_CLOSED (certain): 2 sockets at "
                + CRAWLER
                + "\n")
        .doesNotContain("1. NOT_CLOSED (certain): 2 sockets");
    assertThat(new TextReport().render(report)).doesNotContain("Muted");
  }

  @Test
  void theJsonHasThemInAListOfTheirOwnThatIsMissingWithoutThem() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(new JsonReport().render(report.muting(muted(CRAWLER))));
    JsonNode all = new ObjectMapper().readTree(new JsonReport().render(report));

    assertThat(json.get("findings")).hasSize(1);
    assertThat(json.get("muted")).hasSize(1);
    assertThat(json.at("/muted/0/count").asInt()).isEqualTo(2);
    assertThat(json.at("/verdict/leaks").asInt()).isEqualTo(1);
    assertThat(all.has("muted")).isFalse();
  }

  @Test
  void thePageHasASectionOfThem() {
    String page = new HtmlReport().render(report.muting(muted(CRAWLER)));

    assertThat(page).contains("<a href=\"#muted\">Muted (1)</a>").contains("id=\"muted\"");
    assertThat(new HtmlReport().render(report)).doesNotContain("id=\"muted\"");
  }

  @Test
  void aPlaceKeepsTheTimeAtWhichItWasFirstMuted() {
    Mutes mutes = muted(CRAWLER).with(FEED, 2).with(CRAWLER, 3);

    assertThat(mutes.places()).containsExactly(CRAWLER, FEED);
    assertThat(mutes.sinceMillis(CRAWLER)).isEqualTo(1);
    assertThat(mutes.without(CRAWLER).places()).containsExactly(FEED);
  }
}
