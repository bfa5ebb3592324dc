package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinceMarkTextTest {
  private static final String CRAWLER = "com.acme.Crawler.fetch(Crawler.java:42)";
  private static final String FEED = "com.acme.Feed.connect(Feed.java:58)";
  private static final String OLD = "com.acme.Old.call(Old.java:7)";
  private static final String QUIET = "com.acme.Quiet.call(Quiet.java:9)";

  /** A line with so many sockets that are open and leak, of so many that were ever opened. */
  private record Line(String location, int leaked, long opened) {}

  private static Report report(long millis, Line... lines) {
    List<SiteSnapshot> sites = new ArrayList<>();
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (Line line : lines) {
      SiteSnapshot site =
          site(
              SocketKind.CLIENT_SOCKET,
              line.location,
              line.opened,
              line.opened - line.leaked,
              0,
              line.leaked,
              line.leaked);
      sites.add(site);
      sockets.addAll(Collections.nCopies(line.leaked, closeWait(site, 0, 31_000).build()));
    }
    Snapshot snapshot =
        new Snapshot(
            NOW + millis, millis, 1, sockets, sites, kernel(), 0, List.of(), HttpPools.NONE);
    AgentInfo agent = new AgentInfo("0.1.0", NOW, false, 7, "Main", "JVM", List.of(), 0);
    return new Report(
        agent, snapshot, GRACES, Diagnosis.of(snapshot, GRACES, Trends.NONE), List.of());
  }

  private final Mark mark =
      new Mark(
          "release 7",
          report(0, new Line(CRAWLER, 2, 10), new Line(OLD, 1, 5), new Line(QUIET, 3, 20)));

  private final String at = TextReport.utc(NOW);

  @Test
  void tellsWhatIsNewGrownAndGoneAndWhatEachLineHasOpened() {
    Report now =
        report(
            303_000,
            new Line(CRAWLER, 5, 17),
            new Line(FEED, 4, 4),
            new Line(OLD, 0, 5),
            new Line(QUIET, 3, 20));

    assertThat(SinceMarkText.render(mark, now))
        .isEqualTo(
            """
            closewatch: 1 finding is new, 1 has grown, 1 is gone since the mark "release 7" of
              %s, 5m 3s ago

            New (1)
              NOT_CLOSED (certain): 4 sockets at com.acme.Feed.connect(Feed.java:58)

            Grown (1)
              NOT_CLOSED (certain): 5 sockets at com.acme.Crawler.fetch(Crawler.java:42) (3 more)

            Gone (1)
              NOT_CLOSED socket com.acme.Old.call(Old.java:7), counted 1

            Lines that opened or closed sockets since, most left open first
              open  opened  closed  by GC    kind  line
                +4       4       0      0  socket  com.acme.Feed.connect(Feed.java:58)
                +3       7       4      0  socket  com.acme.Crawler.fetch(Crawler.java:42)
                -1       0       1      0  socket  com.acme.Old.call(Old.java:7)
            """
                .formatted(at));
  }

  @Test
  void saysThatNothingIsNew() {
    Report same =
        report(60_000, new Line(CRAWLER, 2, 10), new Line(OLD, 1, 5), new Line(QUIET, 3, 20));

    assertThat(SinceMarkText.render(mark, same))
        .isEqualTo(
            """
            closewatch: nothing is new and nothing has grown since the mark "release 7" of
              %s, 1m ago

            No line has opened or closed a socket since.
            """
                .formatted(at));
  }

  @Test
  void aMutedFindingIsNeitherNewNorGone() {
    Report now =
        report(60_000, new Line(CRAWLER, 9, 17), new Line(OLD, 1, 5), new Line(QUIET, 3, 20));

    assertThat(SinceMarkText.render(mark, now.muting(Mutes.NONE.with(CRAWLER, 1))))
        .startsWith("closewatch: nothing is new and nothing has grown, 1 is muted since the mark")
        .contains(
            "Muted over JMX, but new or grown (1)\n  NOT_CLOSED (certain): 9 sockets at " + CRAWLER)
        .doesNotContain("Gone");
  }

  @Test
  void theNameOfAMarkIsMadeSafe() {
    assertThat(new Mark("a\nb\u202e", report(0)).title()).isEqualTo("the mark \"a?b?\" of " + at);
    assertThat(new Mark("", report(0)).title()).isEqualTo("the mark of " + at);
  }
}
