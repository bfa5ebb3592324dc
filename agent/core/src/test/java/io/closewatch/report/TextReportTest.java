package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.SamplePools;
import io.closewatch.diagnosis.SitelessFindings;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares whole reports with files: what a user reads is reviewed as a whole. */
class TextReportTest {
  private static final String LONG_CLASS =
      "com.acme.integration.payments.adapters.outbound.settlement.legacy.connectors."
          + "AbstractSettlementConnectionFactoryBeanConfigurer";

  /** A report and the name of the file that holds its text. */
  record Golden(String name, Report report) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> reports() {
    return Stream.of(
        new Golden("leak", leak()),
        new Golden("every-kind", everyKind()),
        new Golden("clean", clean()),
        new Golden("no-leak-yet", noLeakYet()),
        new Golden("no-verdict", noVerdict()),
        new Golden("degraded", degraded()),
        new Golden("long-names", longNames()),
        new Golden("hostile-names", hostileNames()),
        new Golden("many-sites", manySites()),
        new Golden("http-pools", httpPools()));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void rendersTheReportAsItsGoldenFile(Golden golden) throws IOException {
    String text = new TextReport().render(golden.report());

    try (InputStream file = getClass().getResourceAsStream("/report/" + golden.name() + ".txt")) {
      assertThat(file).as("golden file; the report is:%n%s", text).isNotNull();
      assertThat(text).isEqualTo(new String(file.readAllBytes(), UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("reports")
  void staysAsciiAndBelowHundredColumnsButForLocationsThatAreWider(Golden golden) {
    String text = new TextReport().render(golden.report());

    assertThat(text).matches("[ -~\n]*\n").doesNotEndWith("\n\n");
    assertThat(text.lines().filter(line -> line.length() >= 100))
        .allMatch(line -> line.matches("\\S+\\(\\S+\\):?"));
    assertThat(text.lines()).noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void rendersEachFindingInFullAsInItsGoldenFile() throws IOException {
    Report report = everyKind();
    StringBuilder text = new StringBuilder();
    for (Finding finding : report.findings()) {
      text.append(
          new TextReport().finding(report.findings().indexOf(finding) + 1, finding, report));
      text.append("\n\n");
    }

    try (InputStream file = getClass().getResourceAsStream("/report/findings-in-full.txt")) {
      assertThat(file).as("golden file; the text is:%n%s", text).isNotNull();
      assertThat(text.toString()).isEqualTo(new String(file.readAllBytes(), UTF_8));
    }
  }

  private static Report leak() {
    SiteSnapshot site = site(SocketKind.CLIENT_SOCKET, "com.acme.Crawler.fetch(Crawler.java:42)");
    Trace trace =
        trace(
            4,
            "sun.nio.ch.NioSocketImpl.create(NioSocketImpl.java:455)",
            "java.net.Socket.createImpl(Socket.java:500)",
            "java.net.Socket.<init>(Socket.java:454)",
            "java.net.Socket.<init>(Socket.java:245)",
            "com.acme.Crawler.fetch(Crawler.java:42)",
            "com.acme.Crawler.lambda$crawl$0(Crawler.java:30)",
            "java.util.concurrent.FutureTask.run(FutureTask.java:264)",
            "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
            "java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:635)",
            "java.lang.Thread.run(Thread.java:840)");
    Trace retry =
        trace(
            0,
            "com.acme.Crawler.fetch(Crawler.java:42)",
            "com.acme.Crawler.retry(Crawler.java:77)");
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sockets.add(
          SocketSnapshot.of(10 + i, site, i < 9 ? trace : retry)
              .threadName("crawler-" + i % 4)
              .ageMillis(200_000 + i * 1000)
              .row(row(TcpState.CLOSE_WAIT, i < 10 ? 0 : 1), null)
              .stateMillis(190_000 + i * 1000)
              .build());
    }
    SiteSnapshot server =
        site(
            SocketKind.LISTENING_SOCKET,
            "com.acme.PageServer.start(PageServer.java:19)",
            1,
            0,
            0,
            1,
            1);
    sockets.add(socket(server).row(row(TcpState.LISTEN, 0), null).build());
    SiteSnapshot handler =
        site(
            SocketKind.ACCEPTED_SOCKET,
            "com.acme.PageServer.accept(PageServer.java:31)",
            40,
            39,
            0,
            1,
            8);
    sockets.add(socket(handler).row(acceptedRow(TcpState.ESTABLISHED, 0, 8080, 1), null).build());
    return report(snapshot(sockets, kernel()), recoveredOnes());
  }

  static Report everyKind() {
    SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
    SiteSnapshot accepted =
        site(
            SocketKind.ACCEPTED_SOCKET,
            "com.acme.Server.acceptLoop(Server.java:31)",
            5000,
            4990,
            3,
            7,
            400);
    SiteSnapshot channel =
        site(SocketKind.CLIENT_CHANNEL, "com.acme.Feed.connect(Feed.java:58)", 3, 0, 0, 3, 3);
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int peer = 1; peer <= 7; peer++) {
      sockets.add(
          socket(accepted)
              .threadName("acceptor")
              .row(acceptedRow(TcpState.CLOSE_WAIT, peer < 3 ? 0 : 101, 8443, peer), null)
              .stateMillis(65_000)
              .build());
    }
    sockets.add(closeWait(client, 81, 31_000).build());
    sockets.add(
        socket(channel).ownerReachable(false).row(row(TcpState.ESTABLISHED, 0), null).build());
    sockets.add(
        socket(channel)
            .closing(
                45_000,
                trace(
                    1,
                    "java.nio.channels.spi.AbstractInterruptibleChannel.close(AbstractInterruptibleChannel.java:112)",
                    "com.acme.Feed.stop(Feed.java:91)",
                    "com.acme.Main.main(Main.java:12)"),
                "main")
            .row(row(TcpState.FIN_WAIT2, 0), null)
            .build());
    sockets.add(socket(channel).stateMillis(120_000).build());
    sockets.add(
        socket(client).row(null, row(TcpState.ESTABLISHED, 0)).stateMillis(3_700_000).build());
    sockets.add(socket(client).row(row(TcpState.FIN_WAIT2, 0), null).stateMillis(90_000).build());
    KernelSnapshot kernel =
        kernel(
            new UntrackedSocket(90, 900, Protocol.TCP, row(TcpState.CLOSE_WAIT, 1)),
            new UntrackedSocket(91, 901, Protocol.TCP, row(TcpState.ESTABLISHED, 0)),
            new UntrackedSocket(92, 902, Protocol.NO_ROW, null),
            new UntrackedSocket(93, 903, Protocol.NOT_TCP, null));
    Snapshot snapshot =
        new Snapshot(NOW, 812, sockets, List.of(client, accepted, channel), kernel, 2);
    return report(snapshot, List.of());
  }

  private static Report clean() {
    SiteSnapshot client = site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)");
    SocketSnapshot healthy = socket(client).row(row(TcpState.ESTABLISHED, 0), null).build();
    return report(snapshot(List.of(healthy), kernel()), List.of());
  }

  private static Report noLeakYet() {
    SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
    List<SocketSnapshot> sockets =
        List.of(closeWait(client, 1, 5_000).build(), closeWait(client, 0, 30_000).build());
    return report(snapshot(sockets, kernel()), List.of());
  }

  private static Report noVerdict() {
    SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
    SocketSnapshot unknown = socket(client).link(Link.UNKNOWN).build();
    KernelSnapshot kernel =
        KernelSnapshot.unavailable("/proc/self/net/tcp: no such file (not Linux?)");
    return report(snapshot(List.of(unknown), kernel), List.of());
  }

  private static Report degraded() {
    AgentInfo agent =
        agent(
            "com.acme.Main",
            true,
            List.of(
                "the hook NioSocketImpl.accept does not apply to this JDK (25.0.9+1): sockets "
                    + "accepted through java.net.ServerSocket are not followed"),
            3);
    return new Report(agent, snapshot(List.of(), kernel()), GRACES, List.of(), List.of());
  }

  private static Report longNames() {
    SiteSnapshot site =
        site(
            SocketKind.ACCEPTED_ASYNC,
            LONG_CLASS
                + ".openConnection(AbstractSettlementConnectionFactoryBeanConfigurer.java:1042)");
    SiteSnapshot client =
        site(
            SocketKind.CLIENT_ASYNC,
            "com.acme.integration.payments.adapters.SettlementConnector.open(SettlementConnector.java:9)");
    return report(
        snapshot(
            List.of(closeWait(site, 0, 31_000).build(), closeWait(client, 0, 31_000).build()),
            kernel()),
        List.of());
  }

  private static Report hostileNames() {
    SiteSnapshot site =
        site(SocketKind.CLIENT_SOCKET, "com.acme.Caf\u00e9.call\n(Caf\u00e9.java:7)");
    SocketSnapshot socket =
        closeWait(site, 0, 31_000)
            .threadName("x\nclosewatch: no leak found\u001b[2J \u202e" + "y".repeat(200))
            .build();
    AgentInfo agent = agent("a.Main\r\nfake: line", false, List.of(), 0);
    Snapshot snapshot = snapshot(List.of(socket), kernel());
    return new Report(
        agent, snapshot, GRACES, Diagnosis.of(snapshot, GRACES, Trends.NONE), List.of());
  }

  private static Report manySites() {
    List<SiteSnapshot> sites = new ArrayList<>();
    for (int i = 1; i <= 23; i++) {
      sites.add(
          site(
              SocketKind.CLIENT_CHANNEL,
              "com.acme.Client" + i + ".open(Client.java:" + i + ")",
              1_000_000 + i,
              1_000_000,
              0,
              i,
              20));
    }
    return report(new Snapshot(NOW, 5, List.of(), sites, kernel(), 0), List.of());
  }

  private static Report httpPools() {
    Snapshot snapshot =
        SamplePools.snapshot(SamplePools.pools(SamplePools.quiet(2), SamplePools.exhausted()));
    List<Finding> findings =
        List.of(
            SitelessFindings.leases(Confidence.CERTAIN, 4, SamplePools.FETCH),
            SitelessFindings.finding(
                FindingKind.POOL_EXHAUSTED, Confidence.LIKELY, 7, SamplePools.FETCH),
            SitelessFindings.finding(
                FindingKind.IDLE_IN_POOL, Confidence.INFO, 1, SamplePools.MAKE));
    return new Report(
        agent("com.acme.Main", false, Collections.emptyList(), 0),
        snapshot,
        GRACES,
        findings,
        List.of());
  }

  private static List<RecoveredFinding> recoveredOnes() {
    SiteSnapshot site = site(SocketKind.CLIENT_CHANNEL, "com.acme.Feed.connect(Feed.java:58)");
    Finding old =
        Diagnosis.of(
                snapshot(List.of(closeWait(site, 0, 31_000).build()), kernel()),
                GRACES,
                Trends.NONE)
            .get(0);
    return List.of(new RecoveredFinding(old, NOW - 500_000, NOW - 60_000, 440_000));
  }

  private static Snapshot snapshot(List<SocketSnapshot> sockets, KernelSnapshot kernel) {
    return io.closewatch.diagnosis.SocketFixtures.snapshot(sockets, kernel);
  }

  private static Report report(Snapshot snapshot, List<RecoveredFinding> recovered) {
    return new Report(
        agent("com.acme.Main", false, Collections.emptyList(), 0),
        snapshot,
        GRACES,
        Diagnosis.of(snapshot, GRACES, Trends.NONE),
        recovered);
  }

  private static AgentInfo agent(
      String mainClass, boolean attached, List<String> degraded, long suppressed) {
    return new AgentInfo(
        "0.1.0",
        NOW - 7_500_000,
        attached,
        4711,
        mainClass,
        "OpenJDK 64-Bit Server VM 17.0.15",
        degraded,
        suppressed);
  }
}
