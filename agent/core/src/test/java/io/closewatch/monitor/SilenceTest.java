package io.closewatch.monitor;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingHistory.Changes;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.Trends;
import io.closewatch.report.Mutes;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final String LINE = "com.acme.Crawler.fetch(Crawler.java:42)";
  private static final Mutes MUTED = Mutes.NONE.with(LINE, 1);

  private final Silence silence = new Silence();
  private final Finding leak =
      Diagnosis.of(
              snapshot(closeWait(site(SocketKind.CLIENT_SOCKET, LINE), 0, 31_000).build()),
              GRACES,
              Trends.NONE)
          .get(0);

  private Changes scan(List<Finding> appeared, List<RecoveredFinding> gone, Mutes mutes) {
    return silence.told(
        new Changes(appeared, gone), gone.isEmpty() ? List.of(leak) : List.of(), mutes);
  }

  @Test
  void withoutMutesAllIsToldOnce() {
    assertThat(scan(List.of(leak), List.of(), Mutes.NONE).appeared()).containsExactly(leak);
    assertThat(scan(List.of(), List.of(), Mutes.NONE).appeared()).isEmpty();
  }

  @Test
  void aMutedLeakComesAndGoesInSilence() {
    RecoveredFinding gone = new RecoveredFinding(leak, 1, 2, 1);

    assertThat(scan(List.of(leak), List.of(), MUTED).appeared()).isEmpty();
    assertThat(scan(List.of(), List.of(gone), MUTED).recovered()).isEmpty();
    assertThat(scan(List.of(), List.of(gone), Mutes.NONE).recovered()).containsExactly(gone);
  }

  @Test
  void aLeakThatIsStillThereWhenItIsUnmutedIsToldOnce() {
    scan(List.of(leak), List.of(), MUTED);
    scan(List.of(), List.of(), MUTED);

    assertThat(scan(List.of(), List.of(), Mutes.NONE).appeared()).containsExactly(leak);
    assertThat(scan(List.of(), List.of(), Mutes.NONE).appeared()).isEmpty();
  }
}
