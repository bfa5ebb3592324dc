package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTextTest {

  @Test
  void letsNoThreadNameForgeALineOrReachTheTerminal() {
    SiteSnapshot accepted =
        site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.acceptLoop(Server.java:31)");
    ThreadSnapshot hostile =
        thread(
            "x\n1. FORGED (certain)\u001b[2J<b>\u202e\u00e9" + "y".repeat(500),
            Thread.State.BLOCKED,
            60_000,
            "com.acme.Db.query(Db.java:12)",
            "com.acme.Handler.serve(Handler.java:40)");

    SocketSnapshot stuck =
        socket(accepted)
            .row(acceptedRow(TcpState.CLOSE_WAIT, 9, 8443, 1), null)
            .stateMillis(31_000)
            .handling(handledBy(trace(0, "com.acme.Handler.serve(Handler.java:40)"), hostile))
            .build();
    Snapshot snapshot = snapshot(List.of(stuck), kernel());
    List<Finding> findings = Diagnosis.of(snapshot, GRACES, Trends.NONE);

    String text =
        new TextReport()
            .finding(
                1, findings.get(0), new Report(agent(), snapshot, GRACES, findings, List.of()));

    assertThat(text)
        .matches("[ -~\n]*")
        .contains("   - reader: thread x?1. FORGED (certain)?[2J<b>?\\u00e9yyy")
        .doesNotContain("y".repeat(50))
        .doesNotContainPattern("\n *1\\. FORGED");
  }

  private static AgentInfo agent() {
    return new AgentInfo("0.1.0", 0, false, 4711, "Main", "JVM", List.of(), 0);
  }
}
