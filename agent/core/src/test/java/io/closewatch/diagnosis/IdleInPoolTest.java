package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.PoolFixtures.MADE;
import static io.closewatch.diagnosis.PoolFixtures.findings;
import static io.closewatch.diagnosis.PoolFixtures.idle;
import static io.closewatch.diagnosis.PoolFixtures.madeAt;
import static io.closewatch.diagnosis.PoolFixtures.pool;
import static io.closewatch.diagnosis.PoolFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.PoolKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdleInPoolTest {

  @Test
  void saysThatItIsNotALeakAndWhatThePoolWouldDo() {
    Finding finding =
        findings(
                pool(
                    idle(TcpState.CLOSE_WAIT, 1, 31_000).keptMillis(250_000),
                    idle(TcpState.CLOSE_WAIT, 1, 45_000).keptMillis(250_000),
                    idle(TcpState.ESTABLISHED, 0, 45_000)))
            .get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.IDLE_IN_POOL);
    assertThat(finding.confidence()).isEqualTo(Confidence.INFO);
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.sockets()).hasSize(2);
    assertThat(finding.site()).isNull();
    assertThat(finding.fixAt()).isEqualTo(frame(MADE));
    assertThat(finding.summary())
        .isEqualTo(
            "2 idle connections were closed by the server and are still in the pool, the longest"
                + " for 45s. Not a leak of the code.");
    assertThat(finding.evidence())
        .containsExactly(
            "pool PoolingHttpClientConnectionManager-1 (Apache HttpClient 4.5.14): 0 of 20"
                + " connections leased, 3 idle",
            "the pool would keep them for 4m 10s more",
            "no eviction has ever run since the agent came",
            "routes: {}->http://shop.example:80 x2",
            "kernel: CLOSE_WAIT x2",
            "rx_queue 1 on 2 sockets: nothing is unread but the peer's FIN",
            "peers: 127.0.0.1:8080 x2");
    assertThat(finding.remedy())
        .startsWith("Let the client evict: HttpClientBuilder.evictIdleConnections(seconds, ");
    assertThat(finding.stacks()).extracting(NamedStack::trace).containsExactly(madeAt(MADE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9223372036854775807  | the pool would keep an idle connection for ever",
        "-9223372036854775808 | for how long the pool would keep an idle connection is not known",
        "-1                   | they have expired in the pool too, but nobody asks it to look",
      })
  void saysForHowLongThePoolWouldKeepThem(long keptMillis, String text) {
    assertThat(
            findings(pool(idle(TcpState.CLOSE_WAIT, 1, 31_000).keptMillis(keptMillis)))
                .get(0)
                .evidence())
        .contains(text);
  }

  @Test
  void saysWhenTheLastEvictionRan() {
    assertThat(
            findings(pool(idle(TcpState.CLOSE_WAIT, 1, 31_000)).evictedMillis(65_000))
                .get(0)
                .evidence())
        .contains("the last eviction of idle connections ran 1m 5s ago");
  }

  @Test
  void isNoneBeforeTheGraceAndNothingElseIsSaidOfThem() {
    Snapshot snapshot = snapshot(pool(idle(TcpState.CLOSE_WAIT, 1, 30_000)));

    assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE)).isEmpty();
    assertThat(Blindness.of(snapshot, GRACES)).isEmpty();
    assertThat(Blindness.youngCloseWait(snapshot, GRACES)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = TcpState.class,
      names = {"ESTABLISHED", "FIN_WAIT2", "LAST_ACK"})
  void leavesOtherIdleConnectionsAlone(TcpState state) {
    assertThat(findings(pool(idle(state, 4096, 99_000_000)))).isEmpty();
  }

  @Test
  void leavesAnIdleConnectionThatWasResetToItsPool() {
    PoolConnection.Builder idle = idle(TcpState.ESTABLISHED, 0, 99_000);
    SocketSnapshot dead =
        PoolFixtures.pooledSocket(row(TcpState.ESTABLISHED, 0), 99_000)
            .row(null, row(TcpState.ESTABLISHED, 0))
            .build();

    assertThat(findings(pool(idle.socket(dead).row(null)))).isEmpty();
  }

  @Test
  void isOneForEachLineThatMadeThemAndKind() {
    String other = "com.acme.Other.make(Other.java:3)";

    assertThat(
            findings(
                pool(idle(TcpState.CLOSE_WAIT, 1, 31_000)),
                pool(idle(TcpState.CLOSE_WAIT, 1, 31_000)),
                pool(idle(TcpState.CLOSE_WAIT, 1, 31_000)).createdAt(madeAt(other)),
                pool(
                    PoolKind.LAX_5,
                    "Apache HttpClient 5.6.5",
                    idle(TcpState.CLOSE_WAIT, 1, 31_000)),
                pool(idle(TcpState.CLOSE_WAIT, 1, 31_000)).createdAt(null)))
        .extracting(Finding::key, Finding::count)
        .containsExactly(
            tuple("IDLE_IN_POOL " + MADE + " of pool_4", 2L),
            tuple("IDLE_IN_POOL " + MADE + " of lax_5", 1L),
            tuple("IDLE_IN_POOL " + other + " of pool_4", 1L),
            tuple("IDLE_IN_POOL of pool_4", 1L));
  }

  @Test
  void countsConnectionsOfBeforeTheAgentToo() {
    UntrackedSocket untracked =
        new UntrackedSocket(90, 900, Protocol.TCP, row(TcpState.CLOSE_WAIT, 1));
    Snapshot snapshot =
        snapshot(
            kernel(untracked),
            List.of(),
            List.of(),
            pool(idle(TcpState.CLOSE_WAIT, 1, 31_000).socket(null)));

    assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE))
        .extracting(Finding::kind, Finding::count)
        .containsExactly(tuple(FindingKind.IDLE_IN_POOL, 1L));
    assertThat(Blindness.of(snapshot, GRACES)).isEmpty();
  }
}
