package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.FindingHistory.Changes;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingHistoryTest {
  private final FindingHistory history = new FindingHistory();
  private final Finding a = finding("com.acme.A.open(A.java:1)", 1, Confidence.CERTAIN);
  private final Finding b = finding("com.acme.B.open(B.java:1)", 1, Confidence.LIKELY);

  @Test
  void tellsAFindingOnceAsLongAsItStays() {
    assertThat(scan(1_000, a, b).appeared()).containsExactly(a, b);
    assertThat(scan(2_000, b, a).appeared()).isEmpty();
    assertThat(history.recovered()).isEmpty();
  }

  @Test
  void tellsHowLongARecoveredLeakLastedAndHowItLookedAtTheEnd() {
    Finding grown = finding("com.acme.A.open(A.java:1)", 9, Confidence.CERTAIN);
    scan(1_000, a);
    scan(2_000, grown);

    Changes changes = scan(61_000);

    assertThat(changes.recovered())
        .singleElement()
        .satisfies(
            recovered -> {
              assertThat(recovered.finding()).isSameAs(grown);
              assertThat(recovered.firstSeenMillis()).isEqualTo(1_000);
              assertThat(recovered.recoveredMillis()).isEqualTo(61_000);
              assertThat(recovered.lastedMillis()).isEqualTo(60_000);
            });
    assertThat(scan(62_000).recovered()).isEmpty();
  }

  @Test
  void tellsASuspectThatBecameALeak() {
    Finding suspect = finding("com.acme.B.open(B.java:1)", 1, Confidence.SUSPECT);
    assertThat(scan(1_000, suspect).appeared()).containsExactly(suspect);
    assertThat(scan(2_000, suspect).appeared()).isEmpty();
    assertThat(scan(3_000, b).appeared()).containsExactly(b);
    assertThat(scan(4_000, b).appeared()).isEmpty();
  }

  @Test
  void keepsRecoveredLeaksLatestFirst() {
    scan(1_000, a, b);
    scan(2_000, b);
    scan(3_000);

    assertThat(history.recovered()).extracting(RecoveredFinding::finding).containsExactly(b, a);
  }

  @Test
  void startsTheListOfRecoveredLeaksAnewButKeepsWatchingThoseThatAreThere() {
    scan(1_000, a, b);
    scan(2_000, b);

    history.forgetRecovered();

    assertThat(history.recovered()).isEmpty();
    assertThat(scan(3_000, b).appeared()).isEmpty();
    assertThat(scan(4_000).recovered()).extracting(RecoveredFinding::finding).containsExactly(b);
  }

  @Test
  void takesALeakThatComesBackForANewOne() {
    scan(1_000, a);
    scan(2_000);

    assertThat(scan(3_000, a).appeared()).containsExactly(a);
    assertThat(history.recovered()).isEmpty();
    assertThat(scan(4_000).recovered())
        .singleElement()
        .extracting(RecoveredFinding::lastedMillis)
        .isEqualTo(1_000L);
  }

  @Test
  void doesNotTakeAScanWithoutTheKernelForARecovery() {
    scan(1_000, a);

    Changes blind =
        history.update(snapshot(2_000, KernelSnapshot.unavailable("EACCES")), List.of());

    assertThat(blind.recovered()).isEmpty();
    assertThat(history.recovered()).isEmpty();
    assertThat(scan(3_000, a).appeared()).isEmpty();
    assertThat(scan(4_000).recovered()).hasSize(1);
  }

  @Test
  void doesNotCallItARecoveryIfAnInformationIsGone() {
    Finding info = finding("com.acme.C.open(C.java:1)", 1, Confidence.INFO);

    assertThat(scan(1_000, info).appeared()).containsExactly(info);
    assertThat(scan(2_000).recovered()).isEmpty();
  }

  @Test
  void forgetsTheOldestRecoveriesBeyondFifty() {
    List<Finding> all = new ArrayList<>();
    for (int line = 100; line < 160; line++) {
      Finding finding = finding("com.acme.A.open(A.java:" + line + ")", 1, Confidence.CERTAIN);
      all.add(finding);
      scan(line * 1_000L, finding);
    }
    scan(200_000);

    assertThat(history.recovered())
        .hasSize(50)
        .first()
        .extracting(RecoveredFinding::finding)
        .isSameAs(all.get(59));
  }

  @Test
  void agesDoNotFollowAWallClockThatSteps() {
    history.update(snapshot(10_000_000, 1_000, kernel()), List.of(a, b));
    history.update(snapshot(6_400_000, 21_000, kernel()), List.of(a, b));

    assertThat(history.courses().get(a.key()))
        .extracting(Course::ageMillis, Course::firstSeenMillis)
        .containsExactly(20_000L, 10_000_000L);

    Changes changes = history.update(snapshot(90_000_000, 31_000, kernel()), List.of(b));

    assertThat(changes.recovered())
        .singleElement()
        .extracting(RecoveredFinding::lastedMillis, RecoveredFinding::recoveredMillis)
        .containsExactly(30_000L, 90_000_000L);
    assertThat(history.courses()).containsOnlyKeys(b.key());
    assertThat(history.courses().get(b.key()))
        .hasToString("first seen 30s ago, stable at 1 for 30s");
  }

  @Test
  void startsTheCourseOfALeakThatComesBackAnew() {
    scan(1_000, a);
    scan(61_000);
    scan(71_000, a);

    assertThat(history.courses().get(a.key())).hasToString("first seen in this scan");
  }

  private Changes scan(long atMillis, Finding... findings) {
    return history.update(snapshot(atMillis, kernel()), List.of(findings));
  }

  private static Snapshot snapshot(long atMillis, KernelSnapshot kernel) {
    return snapshot(atMillis, atMillis, kernel);
  }

  private static Snapshot snapshot(long wallMillis, long monotonicMillis, KernelSnapshot kernel) {
    return new Snapshot(
        wallMillis, monotonicMillis, 1, List.of(), List.of(), kernel, 0, List.of(), HttpPools.NONE);
  }

  private static Finding finding(String line, long count, Confidence confidence) {
    return new Finding(
        FindingKind.NOT_CLOSED,
        confidence,
        site(SocketKind.CLIENT_SOCKET, line),
        count,
        List.of(),
        "summary",
        List.of(),
        "why",
        "remedy");
  }
}
