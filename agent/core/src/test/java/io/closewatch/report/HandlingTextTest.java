package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingHistory;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.SelectorSnapshot;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a finding shows of the code and the threads that took its sockets over. */
class HandlingTextTest {
  private static final String[] PARKED = {
    "jdk.internal.misc.Unsafe.park(Unsafe.java:-2)",
    "java.util.concurrent.locks.LockSupport.park(LockSupport.java:341)",
    "java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)",
    "java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)",
    "java.lang.Thread.run(Thread.java:840)"
  };
  private static final String[] STUCK = {
    "java.lang.Object.wait(Object.java:338)",
    "com.acme.Db.borrow(Db.java:77)",
    "com.acme.Server.handle(Server.java:52)",
    "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
    "java.lang.Thread.run(Thread.java:840)"
  };
  private static final SiteSnapshot ACCEPTED =
      site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.acceptLoop(Server.java:31)");
  private static final Trace HANDLED =
      trace(
          3,
          "sun.nio.ch.NioSocketImpl.getInputStream(NioSocketImpl.java:767)",
          "java.net.Socket$1.run(Socket.java:1104)",
          "java.net.Socket.getInputStream(Socket.java:1101)",
          "com.acme.Server.handle(Server.java:44)",
          "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
          "java.lang.Thread.run(Thread.java:840)");

  record Golden(String name, Report report) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> goldens() {
    return Stream.of(
        new Golden("handler-left", handlerLeft()),
        new Golden("handlers-stuck", handlersStuck()),
        new Golden("event-loop", eventLoop()),
        new Golden("acceptor-stuck", acceptorStuck()),
        new Golden("library", library()),
        new Golden("hostile-handlers", hostileHandlers()));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void rendersTheFindingAsItsGoldenFile(Golden golden) throws IOException {
    String text = text(golden);

    try (InputStream file = getClass().getResourceAsStream("/report/" + golden.name() + ".txt")) {
      assertThat(file).as("golden file; the finding is:%n%s", text).isNotNull();
      assertThat(text).isEqualTo(new String(file.readAllBytes(), UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void staysPrintableAndBelowHundredColumns(Golden golden) {
    assertThat(text(golden)).matches("[ -~\n]*");
    assertThat(text(golden).lines()).allMatch(line -> line.length() < 100);
  }

  @Test
  void aTextOfAnyLengthTakesFewLines() {
    Finding finding =
        new Finding(
            FindingKind.NOT_READ,
            Confidence.LIKELY,
            ACCEPTED,
            1,
            List.of(),
            "x".repeat(50_000),
            List.of("reader: thread " + "y".repeat(50_000)),
            "w".repeat(50_000),
            "z".repeat(50_000));

    String text = new TextReport().finding(1, finding, report(List.of(), List.of(finding)));

    assertThat(text.lines().count()).isLessThan(45);
  }

  @Test
  void showsNoSecondStackForTheThreadThatOpenedTheSocketItself() {
    SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
    SocketSnapshot socket =
        closeWait(client, 1, 31_000)
            .handling(new Handling(trace(client), "worker-1", null, false, null, 0))
            .build();

    assertThat(text(new Golden("", diagnosed(socket)))).doesNotContain("andled", " now,");
  }

  @Test
  void saysHandledAtOnceIfTheEvidenceSaysItAlready() {
    SocketSnapshot socket =
        socket(ACCEPTED).handling(new Handling(HANDLED, "h-1", null, false, null, 0)).build();
    Finding finding = finding(FindingKind.NOT_READ, List.of(socket), "handled at X by thread h-1");

    String text = new TextReport().finding(1, finding, report(List.of(socket), List.of(finding)));

    assertThat(text).containsOnlyOnce("handled at");
  }

  /** All findings of the report, as the report has them. */
  static String text(Golden golden) {
    StringBuilder text = new StringBuilder();
    Report report = golden.report();
    for (Finding finding : report.findings()) {
      text.append(new TextReport().finding(1, finding, report)).append('\n');
    }
    return text.toString();
  }

  private static Report handlerLeft() {
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      ThreadSnapshot idle = thread("pool-1-thread-" + i, Thread.State.WAITING, 40_000, PARKED);
      boolean ended = i > 3;
      sockets.add(accepted(i, 0, ended ? null : idle, ended, "pool-1-thread-" + i));
    }
    return diagnosed(sockets.toArray(new SocketSnapshot[0]));
  }

  private static Report handlersStuck() {
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      String[] stack = i < 6 ? STUCK : PARKED;
      String name = "pool-1-thread-" + i;
      ThreadSnapshot thread = thread(name, Thread.State.TIMED_WAITING, 45_000 + i * 1000, stack);
      sockets.add(accepted(i, 101, thread, false, name));
    }
    Finding finding = finding(FindingKind.NOT_READ, sockets, "707 bytes unread in all");
    return report(sockets, List.of(finding));
  }

  private static Report eventLoop() {
    SiteSnapshot site = site(SocketKind.ACCEPTED_CHANNEL, "com.acme.Gate.accept(Gate.java:20)");
    Trace registered =
        trace(
            2,
            "sun.nio.ch.SelectorImpl.register(SelectorImpl.java:222)",
            "java.nio.channels.SelectableChannel.register(SelectableChannel.java:260)",
            "com.acme.Gate.adopt(Gate.java:33)",
            "com.acme.Gate.loop(Gate.java:12)");
    ThreadSnapshot loop =
        thread(
            "loop-1",
            Thread.State.RUNNABLE,
            90_000,
            "com.acme.Json.parse(Json.java:210)",
            "com.acme.Gate.read(Gate.java:61)",
            "com.acme.Gate.loop(Gate.java:14)",
            "java.lang.Thread.run(Thread.java:840)");
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      SelectorSnapshot selector =
          new SelectorSnapshot(2, i != 6, i == 6 ? -1 : i == 5 ? 0 : i == 4 ? 5 : 1);
      sockets.add(
          socket(site)
              .row(acceptedRow(TcpState.CLOSE_WAIT, 33, 9090, i), null)
              .stateMillis(31_000)
              .handling(new Handling(registered, "loop-1", loop, false, selector, -1))
              .build());
    }
    return report(sockets, List.of(finding(FindingKind.NOT_READ, sockets, "198 bytes unread")));
  }

  private static Report acceptorStuck() {
    SiteSnapshot site = site(SocketKind.LISTENING_SOCKET, "com.acme.Server.start(Server.java:20)");
    Trace accepts =
        trace(
            1,
            "java.net.ServerSocket.accept(ServerSocket.java:571)",
            "com.acme.Server.acceptLoop(Server.java:31)",
            "java.lang.Thread.run(Thread.java:840)");
    ThreadSnapshot acceptor =
        thread(
            "acceptor",
            Thread.State.WAITING,
            120_000,
            "jdk.internal.misc.Unsafe.park(Unsafe.java:-2)",
            "java.util.concurrent.Semaphore.acquire(Semaphore.java:318)",
            "com.acme.Server.acceptLoop(Server.java:33)",
            "java.lang.Thread.run(Thread.java:840)");
    SocketSnapshot listener =
        socket(site)
            .threadName("main")
            .row(row(TcpState.LISTEN, 9), null)
            .handling(new Handling(accepts, "acceptor", acceptor, false, null, 0))
            .build();
    Finding finding =
        new Finding(
            FindingKind.NOT_ACCEPTED,
            Confidence.LIKELY,
            site,
            9,
            List.of(),
            "9 connections wait for accept(), the first for 2m.",
            List.of("port 8443: 9 waiting"),
            "The acceptor does something else.",
            "Let the acceptor only accept. Hand everything else to other threads.");
    return report(List.of(listener), List.of(finding));
  }

  private static Report library() {
    SiteSnapshot site = site(SocketKind.CLIENT_SOCKET, "com.acme.shop.Pay.call(Pay.java:7)");
    Trace trace =
        trace(
            4,
            "java.net.Socket.connect(Socket.java:633)",
            "org.apache.http.conn.PlainSocketFactory.connect(PlainSocketFactory.java:75)",
            "org.apache.http.impl.client.InternalHttpClient.doExecute(InternalHttpClient.java:185)",
            "org.apache.http.impl.client.CloseableHttpClient.execute(CloseableHttpClient.java:83)",
            "com.acme.shop.Pay.call(Pay.java:7)",
            "org.springframework.web.Invoker.invoke(Invoker.java:9)",
            "com.acme.shop.Main.main(Main.java:3)");
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sockets.add(
          SocketSnapshot.of(10 + i, site, trace)
              .threadName("web-1")
              .row(row(TcpState.CLOSE_WAIT, 0), null)
              .stateMillis(31_000)
              .build());
    }
    Set<Library> http = Set.of(new Library("httpclient-4.5.14.jar", "httpclient", "4.5.14"));
    Set<Library> shop = Set.of(new Library("shop-1.0.jar", "shop", "1.0"));
    Libraries libraries =
        new Libraries(
            Map.of(
                "org.apache.http.conn.PlainSocketFactory", http,
                "org.apache.http.impl.client.InternalHttpClient", http,
                "org.apache.http.impl.client.CloseableHttpClient", http,
                "com.acme.shop.Pay", shop,
                "com.acme.shop.Main", shop,
                "org.springframework.web.Invoker",
                    Set.of(new Library("spring-web-6.1.jar", "spring-web", "6.1"))));
    Snapshot before = new Snapshot(NOW - 200_000, 1, List.of(), List.of(), kernel(), 0);
    Snapshot now = snapshot(sockets, kernel());
    FindingHistory history = new FindingHistory();
    history.update(before, diagnosis(snapshot(sockets.subList(0, 1), kernel())));
    history.update(now, diagnosis(now));
    return new Report(
        agent(), now, GRACES, diagnosis(now), List.of(), history.courses(), libraries, List.of());
  }

  private static Report hostileHandlers() {
    String name = "x\n1. NOT_CLOSED (certain)\u001b[2J<b>\u202e" + "y".repeat(5_000);
    ThreadSnapshot thread =
        new ThreadSnapshot(
            name,
            Thread.State.RUNNABLE,
            List.of(new Frame("com.acme.Evil\u001b[1m", "run\r\n", "<script>.java", 1)),
            0);
    SocketSnapshot socket = accepted(1, 0, thread, false, name);
    SocketSnapshot ended = accepted(2, 0, null, true, name);
    List<SocketSnapshot> sockets = List.of(socket, ended);
    Snapshot snapshot = snapshot(sockets, kernel());
    Libraries libraries =
        new Libraries(
            Map.of(
                "com.acme.Evil\u001b[1m", Set.of(new Library("a\u001b[2J\n.jar", "a\n", "1\r"))));
    return new Report(
        agent(), snapshot, GRACES, diagnosis(snapshot), List.of(), Map.of(), libraries, List.of());
  }

  private static SocketSnapshot accepted(
      int peer, long unread, @Nullable ThreadSnapshot thread, boolean ended, String threadName) {
    return socket(ACCEPTED)
        .threadName("acceptor")
        .row(acceptedRow(TcpState.CLOSE_WAIT, unread, 8443, peer), null)
        .stateMillis(31_000)
        .handling(new Handling(HANDLED, threadName, thread, ended, null, 0))
        .build();
  }

  private static ThreadSnapshot thread(
      String name, Thread.State state, long stillMillis, String... frames) {
    return new ThreadSnapshot(
        name, state, Arrays.stream(frames).map(f -> frame(f)).toList(), stillMillis);
  }

  private static Finding finding(
      FindingKind kind, List<SocketSnapshot> sockets, String... evidence) {
    return new Finding(
        kind,
        Confidence.LIKELY,
        sockets.get(0).site(),
        sockets.size(),
        sockets,
        "The thread that should read is stuck.",
        List.of(evidence),
        "It waits for something else.",
        "Look at where it stands. Put a limit on that wait.");
  }

  private static Report diagnosed(SocketSnapshot... sockets) {
    return report(List.of(sockets), diagnosis(snapshot(sockets)));
  }

  private static List<Finding> diagnosis(Snapshot snapshot) {
    return Diagnosis.of(snapshot, GRACES, Trends.NONE);
  }

  private static Report report(List<SocketSnapshot> sockets, List<Finding> findings) {
    return new Report(agent(), snapshot(sockets, kernel()), GRACES, findings, List.of());
  }

  private static AgentInfo agent() {
    return new AgentInfo("0.1.0", NOW - 60_000, false, 4711, "Main", "JVM", List.of(), 0);
  }
}
