package io.closewatch.report;

import static io.closewatch.diagnosis.SitelessFindings.finding;
import static io.closewatch.diagnosis.SitelessFindings.leases;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.RecoveredFinding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings at lines that open no socket themselves. */
class PoolFindingTextTest {
  private static final String LINE = "com.acme.Crawler.fetch(Crawler.java:42)";

  @Test
  void showsTheStacksOfTheFindingInsteadOfThoseThatOpenedItsSockets() {
    Finding finding = leases(Confidence.CERTAIN, 5, LINE);

    assertThat(new TextReport().finding(1, finding, report(finding)))
        .isEqualTo(
            """
            1. LEASE_NOT_RETURNED (certain): 5 connections leased at com.acme.Crawler.fetch(Crawler.java:42)
               Pool PoolingHttpClientConnectionManager-1, route {}->http://localhost:8081: 5 of 5 leased.
               Fix: Close the response.

               Evidence:
               - oldest lease: 3m 20s ago

               All 5 leased by thread "worker-1":
                   ... 2 frames of org.apache.http.pool, org.apache.http.impl.client
                 > at com.acme.Crawler.fetch(Crawler.java:42)
                   at com.acme.Crawler.run(Crawler.java:20)
                   and 1 other stack through the same line

               Why: The pool counts them as in use.
               Also: Set a time-out too.""");
  }

  @Test
  void eachKindSaysWhatItCountsAndWhatHappenedAtTheLine() {
    assertThat(head(FindingKind.LEASE_NOT_RETURNED, 1, LINE))
        .isEqualTo(
            "1. LEASE_NOT_RETURNED (suspect): 1 connection leased at"
                + " com.acme.Crawler.fetch(Crawler.java:42)");
    assertThat(head(FindingKind.CLIENT_PER_REQUEST, 40, LINE))
        .isEqualTo(
            "1. CLIENT_PER_REQUEST (suspect): 40 clients made at"
                + " com.acme.Crawler.fetch(Crawler.java:42)");
    assertThat(head(FindingKind.IDLE_IN_POOL, 3, LINE))
        .isEqualTo(
            "1. IDLE_IN_POOL (suspect): 3 connections, pool made at"
                + " com.acme.Crawler.fetch(Crawler.java:42)");
    assertThat(head(FindingKind.POOL_EXHAUSTED, 7, LINE))
        .isEqualTo(
            "1. POOL_EXHAUSTED (suspect): 7 requests, look at"
                + " com.acme.Crawler.fetch(Crawler.java:42)");
  }

  @Test
  void aPoolWhoseLineIsNotKnownIsToldByItsName() {
    assertThat(head(FindingKind.LEASE_NOT_RETURNED, 2, null))
        .isEqualTo("1. LEASE_NOT_RETURNED (suspect): 2 connections, no line known");
    assertThat(head(FindingKind.IDLE_IN_POOL, 2, null))
        .isEqualTo("1. IDLE_IN_POOL (suspect): 2 connections");
    assertThat(head(FindingKind.POOL_EXHAUSTED, 2, null))
        .isEqualTo("1. POOL_EXHAUSTED (suspect): 2 requests");
  }

  @Test
  void countsSocketsOnlyWhereTheyAreSummedUp() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      findings.add(leases(Confidence.LIKELY, 1, "com.acme.C" + i + ".get(C.java:" + i + ")"));
    }
    findings.add(finding(FindingKind.CLIENT_PER_REQUEST, Confidence.LIKELY, 500, LINE));
    findings.add(finding(FindingKind.POOL_EXHAUSTED, Confidence.SUSPECT, 700, null));

    String text = new TextReport().render(report(findings.toArray(new Finding[0])));

    assertThat(text).containsPattern("\n {2}and (\\d+) more sites, ");
    long shown = text.lines().filter(line -> line.matches(" *\\d+\\. LEASE_NOT_.*")).count();
    assertThat(text)
        .contains("\n  and " + (42 - shown) + " more sites, " + (40 - shown) + " sockets\n");
    assertThat(text.lines().count()).isLessThan(100);
  }

  @Test
  void theNounOfARecoveredFindingIsItsOwn() {
    Finding gone = leases(Confidence.CERTAIN, 5, LINE);
    Report report =
        new Report(
            agent(),
            snapshot(),
            GRACES,
            List.of(),
            List.of(new RecoveredFinding(gone, NOW - 500_000, NOW - 60_000, 440_000)));

    assertThat(new TextReport().render(report))
        .contains(
            "  LEASE_NOT_RETURNED at com.acme.Crawler.fetch(Crawler.java:42), 5 connections: gone"
                + " since\n    2026-");
  }

  private static String head(FindingKind kind, int count, String line) {
    Finding finding = finding(kind, Confidence.SUSPECT, count, line);
    String text = new TextReport().finding(1, finding, report(finding));
    return text.substring(0, text.indexOf("\n   Pool"));
  }

  private static Report report(Finding... findings) {
    return new Report(agent(), snapshot(), GRACES, List.of(findings), List.of());
  }

  private static AgentInfo agent() {
    return new AgentInfo("0.1.0", NOW - 60_000, false, 4711, "Main", "JVM", List.of(), 0);
  }
}
