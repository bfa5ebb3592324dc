package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingHistory;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.SamplePools;
import io.closewatch.diagnosis.SelectorSnapshot;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketFixtures;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.diagnosis.SocketTests;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.AsyncRequestSite;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.TestOrigin;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports for the tests of the JSON. */
final class JsonSamples {
  private static final String HANDLE = "com.acme.Server.handle(Server.java:44)";

  /** One of everything that a report can have, and nothing twice where that can be. */
  static Report small() {
    Snapshot snapshot = snapshot();
    List<Finding> findings = Diagnosis.of(snapshot, GRACES, Trends.NONE);
    FindingHistory history = new FindingHistory();
    history.update(new Snapshot(NOW - 90_000, 1, List.of(), List.of(), kernel(), 0), findings);
    history.update(snapshot, findings);
    return new Report(
        agent(List.of("the hook X does not apply")),
        snapshot,
        GRACES,
        findings,
        List.of(recovered()),
        history.courses(),
        libraries(),
        List.of(new HistoryPoint(NOW - 60_000, 4, -1, -1), new HistoryPoint(NOW, 5, 2, 57)));
  }

  private static Snapshot snapshot() {
    SocketSnapshot crawler = crawler();
    return new Snapshot(
        NOW,
        NOW,
        12_345,
        List.of(crawler, registered()),
        List.of(crawler.site(), registered().site()),
        kernel(),
        1,
        List.of(
            new AsyncRequestSite(
                frame("com.acme.Poll.doGet(Poll.java:9)"),
                trace(0, "com.acme.Poll.doGet(Poll.java:9)"),
                "http-1",
                5_000,
                700_000)),
        HttpPools.of()
            .pools(List.of(SamplePools.exhausted()))
            .sites(List.of(SamplePools.site(12, 3, 4)))
            .problems(List.of("3 pools were not seen"))
            .build(),
        SocketTests.of(Map.of(crawler, new TestOrigin("com.acme.CrawlerTest.crawls()", false))));
  }

  private static SocketSnapshot crawler() {
    return closeWait(site(SocketKind.CLIENT_SOCKET), 1, 31_000).build();
  }

  private static SocketSnapshot registered() {
    SiteSnapshot accepted =
        site(SocketKind.ACCEPTED_CHANNEL, "com.acme.Server.accept(Server.java:31)");
    Handling loop =
        new Handling(
            trace(0, HANDLE),
            "loop-1",
            thread(
                "loop-1",
                Thread.State.RUNNABLE,
                40_000,
                "sun.nio.ch.EPoll.wait(EPoll.java:-2)",
                "com.acme.Loop.run(Loop.java:12)"),
            false,
            new SelectorSnapshot(1, true, SelectionKey.OP_READ | SelectionKey.OP_WRITE),
            -1);
    return SocketFixtures.socket(accepted)
        .row(acceptedRow(TcpState.CLOSE_WAIT, 0, 8443, 1), null)
        .stateMillis(65_000)
        .handling(loop)
        .build();
  }

  private static KernelSnapshot kernel() {
    KernelSnapshot plain =
        SocketFixtures.kernel(
            new UntrackedSocket(90, 900, Protocol.TCP, row(TcpState.ESTABLISHED, 0)),
            new UntrackedSocket(91, 901, Protocol.NO_ROW, null),
            new UntrackedSocket(92, 902, Protocol.NOT_TCP, null));
    return new KernelSnapshot(
        "",
        new FdUsage(57, 20, 30, 7, 1024, Long.MAX_VALUE),
        plain.states(),
        List.of(acceptedRow(TcpState.LISTEN, 1, 8443, 0)),
        List.of(acceptedRow(TcpState.ESTABLISHED, 0, 8443, 7)),
        plain.untracked(),
        List.of("descriptors above 100000"));
  }

  private static RecoveredFinding recovered() {
    SiteSnapshot site = site(SocketKind.CLIENT_CHANNEL, "com.acme.Feed.connect(Feed.java:58)");
    Finding gone = SocketFixtures.findings(closeWait(site, 0, 31_000)).get(0);
    return new RecoveredFinding(gone, NOW - 500_000, NOW - 60_000, 440_000);
  }

  private static Libraries libraries() {
    Library server = new Library("server-2.1.jar", "server", "2.1");
    Library other = new Library("loop.jar", "loop", "");
    return new Libraries(
        Map.of("com.acme.Server", Set.of(server), "com.acme.Loop", Set.of(server, other)));
  }

  /** What there is before the monitor has scanned. */
  static Report beforeTheFirstScan() {
    Snapshot nothing =
        new Snapshot(
            NOW, 0, List.of(), List.of(), KernelSnapshot.unavailable("no scan was made yet"), 0);
    return new Report(agent(List.of()), nothing, GRACES, List.of(), List.of());
  }

  static Report kernelUnavailable() {
    SocketSnapshot unknown =
        SocketFixtures.socket(site(SocketKind.CLIENT_SOCKET)).link(Link.UNKNOWN).build();
    return diagnosed(
        SocketFixtures.snapshot(
            List.of(unknown), KernelSnapshot.unavailable("/proc/self/net/tcp: not there")));
  }

  static Report of(Finding... findings) {
    return new Report(
        agent(List.of()), SocketFixtures.snapshot(), GRACES, List.of(findings), List.of());
  }

  static Report diagnosed(Snapshot snapshot) {
    List<Finding> findings = Diagnosis.of(snapshot, GRACES, Trends.NONE);
    return new Report(agent(List.of()), snapshot, GRACES, findings, List.of());
  }

  static AgentInfo agent(List<String> degraded) {
    return new AgentInfo(
        "0.1.0",
        NOW - 7_500_000,
        true,
        4711,
        "com.acme.Main",
        "OpenJDK 64-Bit Server VM 17.0.15",
        degraded,
        0);
  }

  private JsonSamples() {}
}
