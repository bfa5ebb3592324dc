package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.SitelessFindings;
import io.closewatch.tracker.Fingerprint;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingFingerprintTest {
  private static final String LINE = "com.acme.Crawler.fetch(Crawler.java:42)";

  @Test
  void isThatOfTheSiteThatOpenedTheSockets() {
    SiteSnapshot site = site(SocketKind.CLIENT_SOCKET, LINE);

    assertThat(FindingFingerprint.of(findings(closeWait(site, 0, 31_000)).get(0)))
        .isEqualTo(site.fingerprint());
  }

  @Test
  void tellsTheHandlersOfOneAcceptLineApart() {
    Finding handled =
        HandlingTextTest.goldens()
            .flatMap(golden -> golden.report().findings().stream())
            .filter(finding -> finding.site() != null && finding.handledAt() != null)
            .findFirst()
            .orElseThrow();

    assertThat(FindingFingerprint.of(handled))
        .isEqualTo(Fingerprint.of(handled.handledAt(), handled.site().kind()))
        .isNotEqualTo(handled.site().fingerprint());
  }

  @Test
  void withoutASiteItSurvivesALineThatMovesButNotAnotherMethod() {
    String here = ofLeases(LINE);

    assertThat(here).matches("[0-9a-f]{16}");
    assertThat(ofLeases(LINE.replace(":42", ":57"))).isEqualTo(here);
    assertThat(ofLeases(LINE.replace("fetch", "poll"))).isNotEqualTo(here);
    assertThat(of(FindingKind.POOL_EXHAUSTED, LINE)).isNotEqualTo(here);
    assertThat(of(FindingKind.LEASE_NOT_RETURNED, null)).isNotEqualTo(here);
  }

  @Test
  void theNumberOfAPoolIsNotInIt() {
    String first = FindingFingerprint.of(ofPool("PoolingHttpClientConnectionManager-1"));

    assertThat(FindingFingerprint.of(ofPool("PoolingHttpClientConnectionManager-12")))
        .isEqualTo(first);
    assertThat(FindingFingerprint.of(ofPool("BasicHttpClientConnectionManager-1")))
        .isNotEqualTo(first);
  }

  private static Finding ofPool(String name) {
    return SitelessFindings.of(
        SitelessFindings.finding(FindingKind.POOL_EXHAUSTED, Confidence.SUSPECT, 1, null), name);
  }

  private static String ofLeases(String line) {
    return of(FindingKind.LEASE_NOT_RETURNED, line);
  }

  private static String of(FindingKind kind, @Nullable String line) {
    Finding finding = SitelessFindings.finding(kind, Confidence.LIKELY, 3, line);
    assertThat(finding.place()).isEqualTo(line == null ? null : frame(line));
    return FindingFingerprint.of(finding);
  }
}
