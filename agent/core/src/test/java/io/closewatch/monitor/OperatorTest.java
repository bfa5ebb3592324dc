package io.closewatch.monitor;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.closewatch.config.Config;
import io.closewatch.config.RuntimeOptions;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Mutes;
import io.closewatch.report.Report;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {
  private static final String LINE = "com.acme.Crawler.fetch(Crawler.java:42)";
  private static final String FINGERPRINT = "0123456789abcdef";

  private final FakeMonitor monitor = new FakeMonitor();
  private final Operator operator = new Operator(monitor, new RuntimeOptions(Config.load("")));

  private static final class FakeMonitor implements Operated {
    int leaked = 2;
    int scans;
    int forgotten;
    long intervalMillis;
    Graces graces = GRACES;
    Mutes mutes = Mutes.NONE;
    Report latest = report();

    private Report report() {
      SiteSnapshot site = site(SocketKind.CLIENT_SOCKET, LINE);
      Snapshot snapshot =
          snapshot(
              Stream.generate(() -> closeWait(site, 0, 31_000).build())
                  .limit(leaked)
                  .toArray(SocketSnapshot[]::new));
      AgentInfo agent = new AgentInfo("0.1.0", NOW, false, 7, "Main", "JVM", List.of(), 0);
      return new Report(
              agent, snapshot, GRACES, Diagnosis.of(snapshot, GRACES, Trends.NONE), List.of())
          .muting(mutes);
    }

    @Override
    public Report latest() {
      return latest;
    }

    @Override
    public Report scan() {
      scans++;
      latest = report();
      return latest;
    }

    @Override
    public void judgeBy(Graces changed, long millis) {
      graces = changed;
      intervalMillis = millis;
    }

    @Override
    public void mute(Mutes changed) {
      mutes = changed;
    }

    @Override
    public void forgetPast() {
      forgotten++;
    }
  }

  @Test
  void whatHasGrownSinceTheMarkIsTold() {
    assertThat(operator.marked()).isEmpty();
    assertThat(operator.mark("release 7")).startsWith("Set the mark \"release 7\" of ");
    monitor.leaked = 5;

    assertThat(operator.sinceMark())
        .contains("0 findings are new, 1 has grown")
        .contains("(3 more)");
    assertThat(operator.marked()).startsWith("the mark \"release 7\" of ");
    assertThat(monitor.scans).isEqualTo(2);
  }

  @Test
  void withoutAMarkThereIsNothingToCompareWith() {
    assertThatThrownBy(operator::sinceMark)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("no mark is set: call mark() first, say before a deployment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"String", "", " "})
  void whatJConsoleFillsInIsNoName(String name) {
    assertThat(operator.mark(name)).startsWith("Set the mark of ");
  }

  @Test
  void aNameThatIsTooLongMarksNothing() {
    assertThatThrownBy(() -> operator.mark("x".repeat(101)))
        .hasMessage("a mark's name may have 100 characters; nothing was marked");
    assertThat(operator.marked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {LINE, " " + LINE, FINGERPRINT})
  void aLineOrFingerprintIsMutedAndHeardAgain(String site) {
    String place = site.trim();
    assertThat(operator.mute(site)).startsWith("Muted " + place + " (1 finding, count 2; since ");
    assertThat(operator.muted()).singleElement().asString().startsWith(place + " (1 finding");
    assertThat(operator.mutedFindings()).isEqualTo(1);
    assertThat(operator.mute(site)).isEqualTo(place + " is muted already.");

    assertThat(operator.unmute(site)).isEqualTo("Unmuted " + place + ".");
    assertThat(operator.muted()).isEmpty();
    assertThat(operator.mutedFindings()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"String", "", "com.acme.Crawler.fetch(Crawler.java:43)", "other"})
  void whatNobodyKnowsIsNotMuted(String site) {
    assertThatThrownBy(() -> operator.mute(site))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            ": a line of the table Sites such as com.acme.Pay.call(Pay.java:42), or the fingerprint"
                + " of a finding in the JSON report; nothing was muted");
    assertThat(operator.muted()).isEmpty();
    assertThat(monitor.mutes.places()).isEmpty();
  }

  @Test
  void whatIsNotMutedCannotBeUnmuted() {
    operator.mute(LINE);

    assertThatThrownBy(() -> operator.unmute("String"))
        .hasMessage("give a muted site; muted: " + LINE);
    assertThatThrownBy(() -> operator.unmute(FINGERPRINT))
        .hasMessage(FINGERPRINT + " is not muted; muted: " + LINE);
  }

  @Test
  void aGraceReachesTheMonitorBeforeItScans() {
    assertThat(operator.setOption("deadGrace", "7s")).isEqualTo("deadGrace = 7s, was 30s.");
    assertThat(operator.setOption("scanInterval", "1m")).isEqualTo("scanInterval = 1m, was 10s.");

    assertThat(monitor.graces.deadMillis()).isEqualTo(7_000);
    assertThat(monitor.graces.closeWaitMillis()).isEqualTo(30_000);
    assertThat(monitor.intervalMillis).isEqualTo(60_000);
    assertThat(monitor.scans).isEqualTo(2);
    assertThat(operator.options())
        .contains("scanInterval = 1m (JMX; at the start scanInterval = 10s (default))");
  }

  @Test
  void aBadValueDoesNotReachTheMonitor() {
    assertThatThrownBy(() -> operator.setOption("deadGrace", "soon"))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThat(monitor.graces).isSameAs(GRACES);
    assertThat(monitor.scans).isZero();
  }

  @Test
  void aResetSaysWhatGoesOn() {
    assertThat(operator.resetCounters()).contains("counters of metrics go on");
    assertThat(monitor.forgotten).isEqualTo(1);
  }
}
