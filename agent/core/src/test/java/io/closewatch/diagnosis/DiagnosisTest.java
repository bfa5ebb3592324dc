package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.selectedBy;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private static final String[] LINES = {
    "com.acme.A.open(A.java:1)", "com.acme.A.open(A.java:2)", "com.acme.B.open(B.java:1)"
  };

  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);
  private final SiteSnapshot channel = site(SocketKind.CLIENT_CHANNEL);

  @Test
  void findsNothingInHealthySockets() {
    assertThat(
            findings(
                socket(client).row(row(TcpState.ESTABLISHED, 4096), null).stateMillis(99_000_000),
                socket(client).row(row(TcpState.SYN_SENT, 0), null).stateMillis(59_000),
                socket(site(SocketKind.LISTENING_SOCKET))
                    .row(row(TcpState.LISTEN, 5), null)
                    .stateMillis(99_000_000)))
        .isEmpty();
  }

  @Test
  void blamesNoLineForWhatItsLibraryLost() {
    List<SocketSnapshot.Builder> sockets =
        List.of(
            closeWait(client, 1, 99_000_000),
            closeWait(client, 20, 99_000_000).quietMillis(99_000_000),
            socket(client).row(row(TcpState.FIN_WAIT2, 0), null).stateMillis(99_000_000),
            socket(client).row(null, row(TcpState.ESTABLISHED, 0)).stateMillis(99_000_000),
            socket(client).ownerReachable(false).unreachableMillis(99_000_000));
    for (SocketSnapshot.Builder socket : sockets) {
      assertThat(findings(socket)).hasSize(1);
      assertThat(findings(socket.lost(true))).isEmpty();
    }
  }

  @Test
  void groupsByLineAndKindOfSocketEvenIfEachScanMakesNewSiteObjects() {
    SiteSnapshot sameLine = site(SocketKind.CLIENT_SOCKET);
    SiteSnapshot sameMethod =
        site(SocketKind.CLIENT_SOCKET, "com.acme.Crawler.fetch(Crawler.java:43)");

    assertThat(
            findings(
                closeWait(client, 0, 31_000),
                closeWait(sameLine, 0, 31_000),
                closeWait(sameMethod, 0, 31_000),
                closeWait(channel, 0, 31_000)))
        .extracting(Finding::key, Finding::count)
        .containsExactly(
            tuple("NOT_CLOSED socket com.acme.Crawler.fetch(Crawler.java:42)", 2L),
            tuple("NOT_CLOSED socket com.acme.Crawler.fetch(Crawler.java:43)", 1L),
            tuple("NOT_CLOSED socket_channel com.acme.Crawler.fetch(Crawler.java:42)", 1L));
  }

  @Test
  void putsCertainFindingsFirstThenTheBiggest() {
    SiteSnapshot gc =
        site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)", 9, 2, 7, 0, 5);
    List<SocketSnapshot> sockets =
        List.of(
            closeWait(client, 1, 31_000).build(),
            closeWait(client, 1, 31_000).build(),
            socket(channel).ownerReachable(false).build());
    UntrackedSocket untracked =
        new UntrackedSocket(90, 900, Protocol.TCP, row(TcpState.ESTABLISHED, 0));
    Snapshot snapshot =
        new Snapshot(NOW, 1, sockets, List.of(client, channel, gc), kernel(untracked), 0);

    assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE))
        .extracting(Finding::kind)
        .containsExactly(
            FindingKind.CLOSED_BY_GC,
            FindingKind.UNREACHABLE,
            FindingKind.NOT_CLOSED,
            FindingKind.UNATTRIBUTED);
  }

  @Test
  void saysOnlyWhatTheHooksKnowIfTheKernelIsSilent() {
    SiteSnapshot gc =
        site(SocketKind.CLIENT_SOCKET, "com.acme.Pay.call(Pay.java:7)", 9, 2, 7, 0, 5);
    List<SocketSnapshot> sockets =
        List.of(
            socket(client).link(Link.UNKNOWN).stateMillis(99_000_000).build(),
            socket(client)
                .link(Link.UNKNOWN)
                .row(null, row(TcpState.CLOSE_WAIT, 0))
                .stateMillis(99_000_000)
                .build(),
            socket(channel).link(Link.UNKNOWN).ownerReachable(false).build(),
            socket(channel).link(Link.UNKNOWN).closing(45_000, trace(0, LINES[0]), "main").build());
    Snapshot snapshot =
        new Snapshot(NOW, 1, sockets, List.of(gc), KernelSnapshot.unavailable("not Linux"), 0);

    assertThat(Diagnosis.of(snapshot, GRACES, Trends.NONE))
        .extracting(Finding::kind, Finding::count)
        .containsExactly(
            tuple(FindingKind.CLOSED_BY_GC, 7L),
            tuple(FindingKind.UNREACHABLE, 1L),
            tuple(FindingKind.CLOSED_NOT_RELEASED, 1L));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void putsNoSocketIntoTwoFindingsAndMixesNoLines(long seed) {
    Random random = new Random(seed);
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      sockets.add(anySocket(random));
    }
    Snapshot snapshot = snapshot(sockets, kernel());
    long[] rising = LongStream.range(0, 40).map(i -> i * 10_000).toArray();
    Map<String, Series> growth = new HashMap<>();
    snapshot.sites().forEach(site -> growth.put(Trends.key(site), new Series(rising, rising)));
    Trends trends = new Trends(Series.EMPTY, growth);

    List<Finding> findings = Diagnosis.of(snapshot, GRACES, trends);

    Set<SocketSnapshot> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Finding finding : findings) {
      assertThat(finding.count()).isEqualTo(finding.sockets().size());
      assertThat(finding.sockets()).allMatch(seen::add);
      assertThat(finding.sockets())
          .allMatch(s -> s.site().frame().equals(finding.site().frame()))
          .allMatch(s -> s.site().kind() == finding.site().kind());
    }
    assertThat(findings).extracting(Finding::key).doesNotHaveDuplicates();
    assertThat(findings)
        .extracting(Finding::kind)
        .contains(
            FindingKind.NOT_CLOSED,
            FindingKind.UNREACHABLE,
            FindingKind.CLOSED_NOT_RELEASED,
            FindingKind.DEAD_NOT_CLOSED,
            FindingKind.NOT_READ,
            FindingKind.HALF_CLOSED);
    assertThat(Diagnosis.of(snapshot, GRACES, trends))
        .extracting(Finding::key)
        .isEqualTo(findings.stream().map(Finding::key).toList());
  }

  private static SocketSnapshot anySocket(Random random) {
    SocketKind kind = SocketKind.values()[random.nextInt(SocketKind.values().length)];
    SiteSnapshot site = site(kind, LINES[random.nextInt(LINES.length)]);
    TcpRow now =
        random.nextInt(3) == 0
            ? null
            : row(TcpState.values()[random.nextInt(TcpState.values().length)], random.nextInt(3));
    SocketSnapshot.Builder socket =
        socket(site)
            .ageMillis(random.nextInt(200_000))
            .stateMillis(random.nextInt(900_000))
            .unreachableMillis(random.nextInt(200_000))
            .ownerReachable(random.nextInt(4) > 0)
            .link(Link.values()[random.nextInt(Link.values().length)])
            .handling(anyHandling(random))
            .row(now, random.nextBoolean() ? row(TcpState.ESTABLISHED, 0) : null);
    return random.nextInt(4) == 0
        ? socket.closing(random.nextInt(20_000), null, "main").build()
        : socket.build();
  }

  private static @Nullable Handling anyHandling(Random random) {
    String line = LINES[random.nextInt(LINES.length)];
    String[] stack =
        random.nextBoolean()
            ? new String[] {"java.lang.Object.wait(Object.java:1)", line}
            : new String[] {"sun.nio.ch.NioSocketImpl.read(NioSocketImpl.java:1)", line};
    ThreadSnapshot thread =
        thread("t-" + random.nextInt(9), Thread.State.WAITING, random.nextInt(900_000), stack);
    switch (random.nextInt(4)) {
      case 0:
        return selectedBy(trace(0, line), thread, random.nextInt(9), random.nextInt(6) - 1);
      case 1:
        return new Handling(trace(0, line), thread.name(), thread, false, null, 0);
      case 2:
        return new Handling(trace(0, line), "gone", null, true, null, -1);
      default:
        return null;
    }
  }
}
