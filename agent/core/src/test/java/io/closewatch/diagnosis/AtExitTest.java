package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.selectedBy;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.SocketSnapshot.Builder;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a leak at the end of a JVM, seconds before its grace would be over. */
class AtExitTest {
  private static final long WAITED = 2_000;
  private static final Graces AT_EXIT = GRACES.atExit(WAITED);

  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final SiteSnapshot channel = site(SocketKind.CLIENT_CHANNEL);

  private static List<Finding> atExit(Builder... sockets) {
    return Diagnosis.of(now(sockets), AT_EXIT, Trends.NONE);
  }

  private static Snapshot now(Builder... sockets) {
    return snapshot(Arrays.stream(sockets).map(Builder::build).toList(), kernel());
  }

  private static Trace through(String... frames) {
    String[] all = new String[frames.length + 3];
    all[0] = "java.net.Socket.createImpl(Socket.java:500)";
    System.arraycopy(frames, 0, all, 1, frames.length);
    all[frames.length + 1] = "com.acme.Crawler.fetch(Crawler.java:42)";
    all[frames.length + 2] = "java.lang.Thread.run(Thread.java:840)";
    return trace(frames.length + 1, all);
  }

  private Builder through(long rxQueue, String... frames) {
    return SocketSnapshot.of(7, client, through(frames))
        .threadName("worker-1")
        .ageMillis(5_000)
        .row(row(TcpState.CLOSE_WAIT, rxQueue), null)
        .stateMillis(WAITED);
  }

  @ParameterizedTest
  @CsvSource({"0, CERTAIN", "1, LIKELY", "101, LIKELY"})
  void whatTheApplicationOpenedAndNobodyTouchedIsALeak(long rxQueue, Confidence confidence) {
    Finding finding = atExit(closeWait(client, rxQueue, WAITED)).get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.NOT_CLOSED);
    assertThat(finding.confidence()).isEqualTo(confidence);
    assertThat(finding.evidence()).contains(AtExit.EVIDENCE);
  }

  @Test
  void beforeTheEndItIsNone() {
    assertThat(Diagnosis.of(now(closeWait(client, 0, WAITED)), GRACES, Trends.NONE)).isEmpty();
  }

  @Test
  void whatHungUpWhileTheExitWaitedIsNone() {
    assertThat(atExit(closeWait(client, 0, WAITED - 2))).isEmpty();
    assertThat(atExit(closeWait(client, 0, 60_000).quietMillis(100))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.postgresql.core.PGStream.createSocket(PGStream.java:243)",
        "okhttp3.internal.connection.RealConnection.connect(RealConnection.java:1)"
      })
  void whatALibraryMayKeepIdleIsNoneUnlessItsEndWasRead(String library) {
    assertThat(atExit(through(1, library))).isEmpty();
    assertThat(atExit(through(131, library))).isEmpty();
    assertThat(atExit(through(0, library)))
        .singleElement()
        .extracting(Finding::confidence)
        .isEqualTo(Confidence.CERTAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sun.net.www.http.HttpClient.New(HttpClient.java:396)",
        "sun.rmi.transport.tcp.TCPEndpoint.newSocket(TCPEndpoint.java:605)"
      })
  void whatTheJdkKeepsForTheNextRequestIsNone(String library) {
    assertThat(atExit(through(0, library))).isEmpty();
    assertThat(atExit(through(1, library))).isEmpty();
    assertThat(atExit(through(0, "javax.net.DefaultSocketFactory.createSocket(Factory.java:1)")))
        .hasSize(1);
  }

  @Test
  void aThreadInTheCodeThatHasItMayStillCloseIt() {
    Trace taken = trace(client);
    ThreadSnapshot inside =
        thread(
            "worker-1",
            Thread.State.TIMED_WAITING,
            100,
            "java.lang.Thread.sleep(Thread.java:1)",
            "com.acme.Crawler.fetch(Crawler.java:50)");
    ThreadSnapshot gone =
        thread("worker-1", Thread.State.WAITING, 100, "java.lang.Object.wait(Object.java:1)");

    assertThat(atExit(closeWait(client, 0, WAITED).handling(handledBy(taken, inside)))).isEmpty();
    assertThat(atExit(closeWait(client, 0, WAITED).handling(handledBy(taken, gone)))).hasSize(1);
    assertThat(
            atExit(
                closeWait(client, 0, WAITED)
                    .handling(new Handling(taken, "worker-1", null, true, null, -1))))
        .hasSize(1);
    // Too many threads to look at: it is not known.
    assertThat(
            atExit(
                closeWait(client, 0, WAITED)
                    .handling(new Handling(taken, "worker-1", null, false, null, -1))))
        .isEmpty();
  }

  @Test
  void whatReturnedBeforeTheExitOfItsLineIsOver() {
    String main = "com.acme.Crawler.main(Crawler.java:12)"; // System.exit(new Crawler().run())
    Trace taken =
        trace(
            0,
            "com.acme.Crawler.fetch(Crawler.java:42)",
            "com.acme.Crawler.run(Crawler.java:20)",
            main);
    String exit = "java.lang.System.exit(System.java:1860)";
    ThreadSnapshot exiting = thread("main", Thread.State.WAITING, 100, exit, main);
    ThreadSnapshot exitingWithinRun =
        thread(
            "main",
            Thread.State.WAITING,
            100,
            exit,
            "com.acme.Crawler.run(Crawler.java:24)", // in a try that would close it
            main);
    ThreadSnapshot running =
        thread("main", Thread.State.WAITING, 100, "java.lang.Object.wait(Object.java:1)", main);

    assertThat(atExit(closeWait(client, 0, WAITED).handling(handledBy(taken, exiting)))).hasSize(1);
    assertThat(atExit(closeWait(client, 0, WAITED).handling(handledBy(taken, exitingWithinRun))))
        .isEmpty();
    assertThat(atExit(closeWait(client, 0, WAITED).handling(handledBy(taken, running)))).isEmpty();
  }

  @Test
  void aTestRunnerDoesNothingWithTheSocketsOfItsTests() {
    String runner = "org.apache.maven.surefire.booter.ForkedBooter.main(ForkedBooter.java:507)";
    Trace taken = trace(0, "com.acme.Crawler.fetch(Crawler.java:42)", runner);
    ThreadSnapshot idle =
        thread("main", Thread.State.WAITING, 100, "java.lang.Object.wait(Object.java:1)", runner);

    assertThat(atExit(closeWait(client, 0, WAITED).handling(handledBy(taken, idle)))).hasSize(1);
  }

  @Test
  void aChannelIsOnlyForgottenIfItsEndWasReadOrNoSelectorHasIt() {
    Trace taken = trace(channel);
    ThreadSnapshot loop =
        thread(
            "loop",
            Thread.State.RUNNABLE,
            100,
            "sun.nio.ch.SelectorImpl.lockAndDoSelect(SelectorImpl.java:1)");

    assertThat(atExit(closeWait(channel, 1, WAITED))).isEmpty();
    assertThat(atExit(closeWait(channel, 0, WAITED))).hasSize(1);
    assertThat(atExit(closeWait(channel, 1, WAITED).handling(selectedBy(taken, loop, 1, 1))))
        .isEmpty();
    assertThat(atExit(closeWait(channel, 0, WAITED).handling(selectedBy(taken, loop, 1, 1))))
        .hasSize(1);
    assertThat(atExit(closeWait(channel, 1, WAITED).handling(selectedBy(taken, loop, 1, -1))))
        .hasSize(1);
  }

  @Test
  void otherGracesHold() {
    assertThat(
            atExit(
                socket(client).row(row(TcpState.FIN_WAIT2, 0), null).stateMillis(WAITED),
                socket(client).row(null, row(TcpState.ESTABLISHED, 0)).stateMillis(WAITED),
                socket(client).row(row(TcpState.ESTABLISHED, 10), null).stateMillis(WAITED),
                closeWait(client, 0, WAITED).closing(500, null, "worker-1")))
        .isEmpty();
  }

  @Test
  void whatIsJudgedIsNotCalledTooYoung() {
    Snapshot now = now(closeWait(client, 0, WAITED), through(1, "okhttp3.Call.x(Call.java:1)"));

    assertThat(Blindness.of(now, AT_EXIT))
        .containsExactly("1 socket in CLOSE_WAIT for less than 30s: not judged yet");
    assertThat(Blindness.of(now, GRACES))
        .containsExactly("2 sockets in CLOSE_WAIT for less than 30s: not judged yet");
  }

  @Test
  void whatOnlyTheCollectionAtTheEndFoundIsASuspect() {
    SiteSnapshot collected =
        site(SocketKind.CLIENT_SOCKET, "com.acme.Crawler.fetch(Crawler.java:42)", 3, 0, 3, 0, 3);
    Snapshot before = now(socket(client).row(row(TcpState.ESTABLISHED, 0), null));
    Snapshot last = of(collected);

    Finding finding = ExitDiagnosis.of(before, List.of(), last, AT_EXIT, Trends.NONE).get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.CLOSED_BY_GC);
    assertThat(finding.confidence()).isEqualTo(Confidence.SUSPECT);
    assertThat(finding.evidence()).last().asString().startsWith("found only by the garbage");
  }

  @Test
  void aLeakThatWasKnownBeforeOrWhosePeerWasGoneStaysOne() {
    SiteSnapshot collected =
        site(SocketKind.CLIENT_SOCKET, "com.acme.Crawler.fetch(Crawler.java:42)", 3, 0, 3, 0, 3);
    Snapshot last = of(collected);
    Snapshot established = now(socket(client).row(row(TcpState.ESTABLISHED, 0), null));
    List<Finding> known = Diagnosis.of(last, GRACES, Trends.NONE);

    assertThat(ExitDiagnosis.of(established, known, last, AT_EXIT, Trends.NONE))
        .singleElement()
        .extracting(Finding::confidence)
        .isEqualTo(Confidence.CERTAIN);
    assertThat(
            ExitDiagnosis.of(now(closeWait(client, 1, 0)), List.of(), last, AT_EXIT, Trends.NONE))
        .singleElement()
        .extracting(Finding::confidence)
        .isEqualTo(Confidence.CERTAIN);
    assertThat(
            ExitDiagnosis.of(
                now(through(1, "redis.clients.jedis.Connection.connect(Connection.java:1)")),
                List.of(),
                last,
                AT_EXIT,
                Trends.NONE))
        .singleElement()
        .extracting(Finding::confidence)
        .isEqualTo(Confidence.SUSPECT);
  }

  private static Snapshot of(SiteSnapshot site) {
    return new Snapshot(SocketFixtures.NOW, 1, List.of(), List.of(site), kernel(), 0);
  }
}
