package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.SamplePools;
import io.closewatch.diagnosis.Series;
import io.closewatch.diagnosis.SitelessFindings;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reports for the tests of the page; as a program it writes their pages, for the browser's test.
 */
public final class HtmlSamples {
  static final String EVIL = "</script><img src=x onerror=alert(1)>";

  private static final int POINTS = 200;
  private static final int LIMIT = 1024;

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    HtmlReport html = new HtmlReport();
    Files.writeString(directory.resolve("leaks.html"), html.render(leaks()), UTF_8);
    Files.writeString(directory.resolve("evil.html"), html.render(evil()), UTF_8);
    Files.writeString(directory.resolve("clean.html"), html.render(clean()), UTF_8);
  }

  /** A service that leaks at several lines, an hour and a half after its start. */
  static Report leaks() {
    SiteSnapshot crawler =
        site(
            SocketKind.CLIENT_SOCKET,
            "com.acme.Crawler.fetch(Crawler.java:42)",
            640,
            220,
            0,
            420,
            420);
    SiteSnapshot server =
        site(
            SocketKind.ACCEPTED_SOCKET,
            "com.acme.Server.acceptLoop(Server.java:31)",
            5000,
            4990,
            3,
            7,
            400);
    SiteSnapshot feed =
        site(SocketKind.CLIENT_CHANNEL, "com.acme.Feed.connect(Feed.java:58)", 3, 0, 0, 3, 3);
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < 420; i++) {
      sockets.add(
          SocketSnapshot.of(40 + i, crawler, i % 3 == 0 ? retried(crawler) : fetched(crawler))
              .threadName("crawler-" + i % 4)
              .ageMillis(5_000_000 - i * 10_000L)
              .row(acceptedRow(TcpState.CLOSE_WAIT, i % 7 == 0 ? 1 : 0, 50_000 + i, 9), null)
              .stateMillis(4_900_000 - i * 10_000L)
              .build());
    }
    for (int peer = 1; peer <= 7; peer++) {
      sockets.add(
          socket(server)
              .threadName("acceptor")
              .row(acceptedRow(TcpState.CLOSE_WAIT, peer < 3 ? 0 : 101, 8443, peer), null)
              .stateMillis(65_000)
              .build());
    }
    sockets.add(socket(feed).ownerReachable(false).build());
    sockets.add(socket(feed).closing(45_000, trace(feed), "main").build());
    sockets.add(socket(feed).row(acceptedRow(TcpState.ESTABLISHED, 0, 40_001, 3), null).build());
    List<SiteSnapshot> sites = new ArrayList<>(List.of(crawler, server, feed));
    for (int i = 1; i <= 12; i++) {
      sites.add(
          site(
              SocketKind.CLIENT_SOCKET,
              "com.acme.integration.payments.adapters.Client" + i + ".open(Client.java:" + i + ")",
              900 + 17L * i,
              900 + 17L * i,
              0,
              0,
              i));
    }
    Snapshot snapshot =
        snapshot(
            sockets,
            sites,
            kernel(481, 427),
            SamplePools.pools(SamplePools.quiet(2), SamplePools.exhausted()));
    List<Finding> findings = new ArrayList<>(Diagnosis.of(snapshot, GRACES, trends()));
    findings.add(1, SitelessFindings.leases(Confidence.CERTAIN, 4, SamplePools.FETCH));
    return report(agent("com.acme.Main", "0.1.0"), snapshot, findings, history());
  }

  static Report clean() {
    SiteSnapshot client = site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)");
    SocketSnapshot healthy =
        socket(client).row(acceptedRow(TcpState.ESTABLISHED, 0, 9, 1), null).build();
    Snapshot snapshot = snapshot(List.of(healthy), List.of(client), kernel(57, 0), HttpPools.NONE);
    List<Finding> findings = Diagnosis.of(snapshot, GRACES, Trends.NONE);
    return new Report(agent("com.acme.Main", "0.1.0"), snapshot, GRACES, findings, List.of());
  }

  /** Markup in every name that comes from outside. */
  static Report evil() {
    Frame frame = new Frame("com.acme." + EVIL, EVIL, EVIL, 7);
    SiteSnapshot site =
        new SiteSnapshot(frame, SocketKind.CLIENT_SOCKET, "0123456789abcdef", 4, 1, 0, 3, 3);
    Trace trace = new Trace(List.of(frame, frame), 0);
    SocketSnapshot socket =
        SocketSnapshot.of(7, site, trace)
            .threadName(EVIL)
            .row(acceptedRow(TcpState.CLOSE_WAIT, 0, 9, 1), null)
            .stateMillis(99_000)
            .build();
    PoolSnapshot pool =
        SamplePools.pool(EVIL)
            .leased(1)
            .createdAt(trace)
            .library(EVIL)
            .problem(EVIL)
            .connections(List.of(SamplePools.idle("{}->http://" + EVIL).build()))
            .build();
    KernelSnapshot kernel = kernel(57, 1).withGaps(List.of(EVIL));
    Snapshot snapshot =
        snapshot(
            List.of(socket),
            List.of(site),
            kernel,
            HttpPools.of().pools(List.of(pool)).problems(List.of(EVIL)).build());
    AgentInfo agent = new AgentInfo(EVIL, NOW - 7, true, 1, EVIL, EVIL, List.of(EVIL), 1);
    return report(agent, snapshot, Diagnosis.of(snapshot, GRACES, Trends.NONE), history());
  }

  /** As much as a page has to bear: each site leaks, each stack is deep. */
  static Report large(int sites, int sockets) {
    List<SiteSnapshot> all = new ArrayList<>();
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      all.add(site(SocketKind.CLIENT_SOCKET, deep(i) + i + ")"));
      List<String> frames = new ArrayList<>();
      for (int depth = 0; depth < 64; depth++) {
        frames.add(depth == 40 ? deep(i) + i + ")" : deep(depth) + depth + ")");
      }
      traces.add(trace(40, frames.toArray(String[]::new)));
    }
    List<SocketSnapshot> open = new ArrayList<>();
    for (int i = 0; i < sockets; i++) {
      open.add(
          SocketSnapshot.of(i, all.get(i % sites), traces.get(i % sites))
              .threadName("crawler-" + i % 5_000)
              .row(closeWait(all.get(0), 1, 1).build().row(), null)
              .stateMillis(40_000 + i)
              .build());
    }
    Snapshot snapshot = snapshot(open, all, kernel(20_000, 18_000), HttpPools.NONE);
    return report(
        agent("com.acme.Main", "0.1.0"),
        snapshot,
        Diagnosis.of(snapshot, GRACES, Trends.NONE),
        history());
  }

  private static String deep(int i) {
    return "com.acme.integration.payments.adapters.outbound.Client" + i + ".open(Client.java:";
  }

  private static Report report(
      AgentInfo agent, Snapshot snapshot, List<Finding> findings, List<HistoryPoint> history) {
    Finding old = findings.get(0);
    Map<String, Set<Library>> jars =
        Map.of(
            "org.apache.http.pool.AbstractConnPool$2",
            Set.of(new Library("httpcore-4.4.16.jar", "httpcore", "4.4.16")));
    return new Report(
        agent,
        snapshot,
        GRACES,
        findings,
        List.of(new RecoveredFinding(old, NOW - 500_000, NOW - 60_000, 440_000)),
        Map.of(),
        new Libraries(jars),
        history);
  }

  private static Snapshot snapshot(
      List<SocketSnapshot> sockets,
      List<SiteSnapshot> sites,
      KernelSnapshot kernel,
      HttpPools pools) {
    return new Snapshot(NOW, NOW, 12_300, sockets, sites, kernel, 2, List.of(), pools);
  }

  private static AgentInfo agent(String mainClass, String version) {
    String jvm = "OpenJDK 64-Bit Server VM 17.0.15";
    return new AgentInfo(version, NOW - 6_000_000, false, 4711, mainClass, jvm, List.of(), 0);
  }

  private static KernelSnapshot kernel(int used, int closeWait) {
    Map<TcpState, Integer> states = new EnumMap<>(TcpState.class);
    states.put(TcpState.ESTABLISHED, 4);
    states.put(TcpState.CLOSE_WAIT, closeWait);
    states.put(TcpState.LISTEN, 1);
    return new KernelSnapshot(
        "",
        new FdUsage(used, used - 47, 40, 7, LIMIT, 4096),
        states,
        List.of(),
        List.of(),
        List.of(
            new UntrackedSocket(5, 1, Protocol.NOT_TCP, null),
            new UntrackedSocket(6, 2, Protocol.NO_ROW, null)));
  }

  /** 200 scans, one each 30 seconds; the leak begins after a quarter of them. */
  static List<HistoryPoint> history() {
    List<HistoryPoint> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      int healthy = 8 + i * 7 % 5 + i * 3 % 4;
      int leaked = leaked(i);
      points.add(
          new HistoryPoint(
              NOW - (POINTS - 1 - i) * 30_000L, healthy + leaked, leaked, 54 + i * 5 % 7 + leaked));
    }
    return points;
  }

  private static Trends trends() {
    long[] millis = new long[POINTS];
    long[] values = new long[POINTS];
    for (int i = 0; i < POINTS; i++) {
      millis[i] = i * 30_000L;
      values[i] = 54 + i * 5 % 7 + leaked(i);
    }
    return new Trends(new Series(millis, values), Map.of());
  }

  private static int leaked(int i) {
    return Math.max(0, i - POINTS / 4) * 427 / (POINTS - POINTS / 4);
  }

  private static Trace fetched(SiteSnapshot site) {
    return trace(
        4,
        "sun.nio.ch.NioSocketImpl.create(NioSocketImpl.java:455)",
        "java.net.Socket.createImpl(Socket.java:500)",
        "java.net.Socket.<init>(Socket.java:454)",
        "java.net.Socket.<init>(Socket.java:245)",
        site.frame().location(),
        "com.acme.Crawler.lambda$crawl$0(Crawler.java:30)",
        "java.util.concurrent.FutureTask.run(FutureTask.java:264)",
        "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
        "java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:635)",
        "java.lang.Thread.run(Thread.java:840)");
  }

  private static Trace retried(SiteSnapshot site) {
    return trace(0, site.frame().location(), "com.acme.Crawler.retry(Crawler.java:77)");
  }

  private HtmlSamples() {}
}
