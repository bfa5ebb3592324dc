package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.acceptedRow;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static io.closewatch.diagnosis.SocketFixtures.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report that is long is not read. */
class ManyFindingsTest {
  private final List<SocketSnapshot> sockets = new ArrayList<>();

  @Test
  void aThousandSitesWithOneLeakEachAreSummedUp() {
    for (int i = 1; i <= 1_000; i++) {
      sockets.add(closeWait(client(i), 0, 31_000 + i).build());
    }
    sockets.add(closeWait(client(500), 0, 31_000).build());

    String text = text();

    assertThat(text)
        .startsWith(
            "closewatch: LEAK - 1000 lines leak sockets, the worst: 2 of 1001 open sockets wait")
        .contains(
            "\n1. NOT_CLOSED (certain): 2 sockets at com.acme.Client500.open(Client.java:500)")
        .contains("\n  and 983 more sites, 983 sockets\n")
        .doesNotContain("\n3. NOT_CLOSED");
    assertThat(text.lines().filter(line -> line.matches(" {2}\\d+\\. NOT_CLOSED .*"))).hasSize(15);
    staysShort(text);
  }

  @Test
  void theLastOfAFewMoreFindingsThanFitIsNamedToo() {
    for (int i = 1; i <= 7; i++) {
      sockets.add(closeWait(client(i), 0, 31_000).build());
    }

    String text = text();

    assertThat(text)
        .contains("  7. NOT_CLOSED (certain): 1 socket at com.acme.Client7.open(Client.java:7)\n\n")
        .doesNotContain("more site");
    staysShort(text);
  }

  @Test
  void upToSixFindingsAreAllShownInFull() {
    for (int i = 1; i <= 6; i++) {
      sockets.add(closeWait(client(i), 0, 31_000).build());
    }

    assertThat(text().lines().filter(line -> line.equals("   Evidence:"))).hasSize(6);
  }

  @Test
  void oneSiteWithEighteenThousandLeaksIsOneFinding() {
    for (int i = 0; i < 18_000; i++) {
      sockets.add(
          closeWait(client(1), i % 4, 31_000 + i).threadName("crawler-" + i % 5_000).build());
    }

    String text = text();

    assertThat(text)
        .contains(
            "\n1. NOT_CLOSED (certain): 18000 sockets at com.acme.Client1.open(Client.java:1)")
        .doesNotContain("\n2. ");
    staysShort(text);
  }

  @Test
  void eighteenThousandAcceptedSocketsOfThreadsWithDeepStacksStayShort() {
    SiteSnapshot accepted = site(SocketKind.ACCEPTED_SOCKET, "com.acme.Server.run(Server.java:31)");
    List<Handling> handlers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      handlers.add(handling(i));
    }
    for (int i = 0; i < 18_000; i++) {
      sockets.add(
          socket(accepted)
              .threadName("acceptor-" + i % 5_000)
              .row(acceptedRow(TcpState.CLOSE_WAIT, 101, 8443, i), null)
              .stateMillis(31_000 + i)
              .handling(handlers.get(i % 200))
              .build());
    }

    String text = text();

    assertThat(text).contains("of 18000 open sockets");
    staysShort(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 40, 1_000})
  void siteNamesOfAnyLengthLeaveRoom(int length) {
    for (int i = 1; i <= 50; i++) {
      String location = "com." + "x".repeat(length) + ".Client.open(Client.java:" + i + ")";
      sockets.add(closeWait(site(SocketKind.CLIENT_SOCKET, location), 0, 31_000).build());
    }

    assertThat(text().lines().count()).isLessThan(100);
  }

  private static SiteSnapshot client(int i) {
    return site(SocketKind.CLIENT_SOCKET, "com.acme.Client" + i + ".open(Client.java:" + i + ")");
  }

  /** One of many threads, each with a deep stack of its own. */
  private static Handling handling(int i) {
    List<Frame> frames = new ArrayList<>();
    for (int depth = 0; depth < 64; depth++) {
      frames.add(frame("com.acme.Handler" + depth + ".call(Handler.java:7)"));
    }
    return new Handling(new Trace(frames, 40), "handler-" + i, null, i % 3 == 0, null, 0);
  }

  private static void staysShort(String text) {
    assertThat(text.lines().count()).as(text).isLessThan(100);
    assertThat(text.lines()).allMatch(line -> line.length() < 100);
  }

  private String text() {
    Snapshot snapshot = snapshot(sockets, kernel());
    AgentInfo agent =
        new AgentInfo("0.1.0", NOW - 60_000, false, 4711, "com.acme.Main", "JVM", List.of(), 0);
    return new TextReport()
        .render(
            new Report(
                agent, snapshot, GRACES, Diagnosis.of(snapshot, GRACES, Trends.NONE), List.of()));
  }
}
