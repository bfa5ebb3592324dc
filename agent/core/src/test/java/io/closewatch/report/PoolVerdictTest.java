package io.closewatch.report;

import static io.closewatch.diagnosis.SitelessFindings.finding;
import static io.closewatch.diagnosis.SitelessFindings.leases;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.report.Verdict.Outcome;
import io.closewatch.tracker.PoolKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolVerdictTest {
  private static final String LINE = "com.acme.Crawler.fetch(Crawler.java:42)";
  private static final String OTHER = "com.acme.Feed.poll(Feed.java:7)";

  @Test
  void namesTheLineThatLeased() {
    assertThat(sentence(leases(Confidence.CERTAIN, 5, LINE)))
        .isEqualTo("LEAK - 5 connections leased and never given back in " + LINE);
  }

  @Test
  void countsTheLinesAndNamesTheWorst() {
    assertThat(
            sentence(
                leases(Confidence.CERTAIN, 5, LINE),
                leases(Confidence.LIKELY, 2, OTHER),
                leases(Confidence.SUSPECT, 1, "com.acme.Main.main(Main.java:1)")))
        .isEqualTo(
            "LEAK - 2 faults, the worst: 5 connections leased and never given back in " + LINE);
  }

  @Test
  void speaksOfEachKindAlsoWithoutAHeadline() {
    assertThat(sentence(finding(FindingKind.LEASE_NOT_RETURNED, Confidence.LIKELY, 1, LINE)))
        .isEqualTo(
            "LEAK - 1 line leaks sockets: 1 connection leased and never given back in " + LINE);
    assertThat(sentence(finding(FindingKind.CLIENT_PER_REQUEST, Confidence.LIKELY, 40, LINE)))
        .isEqualTo("LEAK - 1 line leaks sockets: 40 HTTP clients never closed, made in " + LINE);
    assertThat(sentence(finding(FindingKind.POOL_EXHAUSTED, Confidence.LIKELY, 7, LINE)))
        .isEqualTo("LEAK - 7 requests got no connection of an HTTP pool, look at " + LINE);
  }

  @Test
  void namesNoLineWhereNoneIsKnown() {
    assertThat(sentence(finding(FindingKind.LEASE_NOT_RETURNED, Confidence.LIKELY, 2, null)))
        .isEqualTo("LEAK - 1 place leaks sockets: 2 connections leased and never given back");
  }

  @Test
  void anExhaustedPoolIsTheSymptomOfALeakAndNoSecondFault() {
    assertThat(
            sentence(
                finding(FindingKind.POOL_EXHAUSTED, Confidence.LIKELY, 7, null),
                leases(Confidence.LIKELY, 5, LINE)))
        .isEqualTo(
            "LEAK - 5 connections leased and never given back in "
                + LINE
                + "; 7 requests got no connection of an HTTP pool (POOL_EXHAUSTED below)");
  }

  @Test
  void anExhaustedPoolWithoutALeakIsNotCalledOne() {
    assertThat(verdict(finding(FindingKind.POOL_EXHAUSTED, Confidence.SUSPECT, 1, null)))
        .extracting(Verdict::outcome, Verdict::sentence)
        .containsExactly(
            Outcome.CLEAN,
            "no leak found - 0 open sockets, watched for 1m; 1 request got no connection of an"
                + " HTTP pool (POOL_EXHAUSTED below)");
  }

  @Test
  void idleConnectionsOfAPoolAreNoLeak() {
    assertThat(
            verdict(
                finding(FindingKind.IDLE_IN_POOL, Confidence.INFO, 3, LINE),
                finding(FindingKind.IDLE_IN_POOL, Confidence.INFO, 1, OTHER)))
        .extracting(Verdict::outcome, Verdict::sentence)
        .containsExactly(
            Outcome.CLEAN,
            "no leak found - 0 open sockets, watched for 1m; 4 idle connections of HTTP pools were"
                + " closed by their server (IDLE_IN_POOL below)");
    assertThat(sentence(finding(FindingKind.IDLE_IN_POOL, Confidence.INFO, 1, LINE)))
        .endsWith(
            "; 1 idle connection of an HTTP pool was closed by its server (IDLE_IN_POOL below)");
    assertThat(
            sentence(
                leases(Confidence.CERTAIN, 5, LINE),
                finding(FindingKind.IDLE_IN_POOL, Confidence.INFO, 3, OTHER)))
        .isEqualTo("LEAK - 5 connections leased and never given back in " + LINE);
  }

  @Test
  void aConnectionFromBeforeTheAgentCameIsNotUnknownIfItLiesIdleInAPool() {
    TcpRow row = row(TcpState.CLOSE_WAIT, 1);

    assertThat(Verdict.of(reportWithPool(row, PoolState.IDLE)).outcome()).isEqualTo(Outcome.CLEAN);
    assertThat(Verdict.of(reportWithPool(row, PoolState.LEASED)).outcome())
        .isEqualTo(Outcome.NO_VERDICT);
  }

  private static Report reportWithPool(TcpRow row, PoolState state) {
    PoolSnapshot pool =
        PoolSnapshot.of("Manager-1", PoolKind.POOL_4)
            .connections(List.of(PoolConnection.of(state).row(row).build()))
            .build();
    Snapshot snapshot =
        new Snapshot(
            NOW,
            NOW,
            1,
            List.of(),
            List.of(),
            kernel(new UntrackedSocket(90, row.inode(), Protocol.TCP, row)),
            1,
            List.of(),
            HttpPools.of().pools(List.of(pool)).build());
    return new Report(agent(), snapshot, GRACES, List.of(), List.of());
  }

  private static String sentence(Finding... findings) {
    return verdict(findings).sentence();
  }

  private static Verdict verdict(Finding... findings) {
    return Verdict.of(new Report(agent(), snapshot(), GRACES, List.of(findings), List.of()));
  }

  private static AgentInfo agent() {
    return new AgentInfo("0.1.0", NOW - 60_000, false, 4711, "Main", "JVM", List.of(), 0);
  }
}
