package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the corpus gives exactly its finding; every clean twin and every healthy control
 * gives none. The rows of sample-apps/README.md are the expectations.
 */
class CorpusIT {

  /** The programs that run side by side have it for themselves: the graces are short. */
  private static final String MACHINE = "machine";

  private static final int STARTING = 3;

  private static final Duration WATCH = Duration.ofSeconds(10);
  private static final Duration LONG_WATCH = Duration.ofSeconds(60);

  private static final Score SCORE = new Score();

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("faultsOnEachJdk")
  @ResourceLock(value = MACHINE, mode = ResourceAccessMode.READ)
  void aFaultGivesExactlyItsFinding(Jdk jdk, Scenario scenario) {
    String run = scenario + " on " + jdk;
    try (RunningApp app = AgentJvm.on(jdk).sample(scenario.sample()).brief().agent().start()) {
      app.awaitReady();
      AgentReport report = awaitWholeFinding(app, scenario, run);

      if (!report.findings().equals(List.of(scenario.kind()))) {
        SCORE.falseAlarm(run + " " + report.findings());
      }
      assertThat(report.findings()).as(report.text()).containsExactly(scenario.kind());
      assertThat(scenario.evidence()).as("evidence that the row promises").isNotEmpty();
      assertThat(report.unwrapped()).contains(scenario.evidence());
      assertThat(markedLines(scenario))
          .allSatisfy(line -> assertThat(report.text()).contains(line));
      assertThat(report.text())
          .as("it was this finding from the start")
          .doesNotContain("\nRecovered");
      assertThat(report.verdict()).contains(scenario.isSuspect() ? "no leak found" : "LEAK");
      assertSite(app, scenario);
      SCORE.found(run);
    }
  }

  private static AgentReport awaitWholeFinding(RunningApp app, Scenario scenario, String run) {
    try {
      return await()
          .atMost(RunningApp.PATIENCE)
          .pollInterval(Duration.ofMillis(150))
          .until(() -> app.mbeans().freshReport(), report -> isWhole(report, scenario));
    } catch (RuntimeException | AssertionError e) {
      SCORE.missed(run);
      throw new AssertionError(run + " was not found in\n" + app.mbeans().report(), e);
    }
  }

  /** Also sure enough: a leased connection is a suspect until its server hangs up. */
  private static boolean isWhole(AgentReport report, Scenario scenario) {
    return report.count(scenario.kind()) >= scenario.sockets()
        && (scenario.isSuspect() || report.leaks().contains(scenario.kind()))
        && scenario.evidence().stream().allMatch(report.unwrapped()::contains);
  }

  /** The lines that the source itself marks: who leaks, who handles, where a thread is stuck. */
  private static List<String> markedLines(Scenario scenario) {
    return Stream.of("// leak: ", "// handled: ", "// blocked: ")
        .flatMap(mark -> Sources.markedInSample(scenario.sample(), mark).stream())
        .toList();
  }

  private static void assertSite(RunningApp app, Scenario scenario) {
    List<Site> sites =
        app.mbeans().sites().stream()
            .filter(site -> site.leaked() + site.closedByGc() > 0)
            .toList();
    if (scenario.isSuspect() || scenario.isOfPool() || scenario.kind().equals("NOT_ACCEPTED")) {
      assertThat(sites).isEmpty();
      return;
    }
    assertThat(sites).hasSize(1);
    Site site = sites.get(0);
    Sources.markedInSample(scenario.sample(), "// leak: ")
        .ifPresent(line -> assertThat(site.line()).isEqualTo(line));
    assertThat(site.kind()).isEqualTo(scenario.socketKind());
    assertThat(site.leaked()).isEqualTo(scenario.openSockets());
    assertThat(site.closedByGc()).isEqualTo(scenario.sockets() - scenario.openSockets());
  }

  /** All side by side. */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#allBut17")
  @ResourceLock(value = MACHINE, mode = ResourceAccessMode.READ_WRITE)
  void cleanTwinsAndControlsGiveNoFinding(Jdk jdk) {
    assertNoFinding(jdk, STARTING, WATCH, scenario -> !scenario.isCrawler());
  }

  /** While faulty programs come and go, and so that no more than a few start at once. */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#only17")
  @ResourceLock(value = MACHINE, mode = ResourceAccessMode.READ)
  void cleanTwinsAndControlsGiveNoFindingForAMinute(Jdk jdk) {
    assertNoFinding(jdk, 1, LONG_WATCH, scenario -> !scenario.isCrawler());
  }

  /** Apart from the others, for the sake of a machine with two cores. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  @ResourceLock(value = MACHINE, mode = ResourceAccessMode.READ_WRITE)
  void cleanCrawlersGiveNoFinding(Jdk jdk) {
    assertNoFinding(jdk, STARTING, Duration.ofSeconds(5), Scenario::isCrawler);
  }

  private static void assertNoFinding(
      Jdk jdk, int starting, Duration watch, Predicate<Scenario> programs) {
    List<CleanRun> runs = new ArrayList<>();
    try {
      Scenario.leaking().stream()
          .filter(programs)
          .forEach(scenario -> start(runs, starting, CleanRun.start(jdk, scenario, "clean")));
      Scenario.controls().stream()
          .filter(programs)
          .forEach(scenario -> start(runs, starting, CleanRun.start(jdk, scenario)));
      runs.forEach(CleanRun::awaitReady);
      long end = System.nanoTime() + watch.toNanos();
      while (System.nanoTime() < end) {
        runs.forEach(CleanRun::look);
        await().pollDelay(2, TimeUnit.SECONDS).until(() -> true);
      }
      List<String> alarms = runs.stream().flatMap(run -> run.alarms(SCORE).stream()).toList();
      assertThat(alarms).as(String.join("\n", alarms)).isEmpty();
      runs.forEach(CleanRun::release);
    } finally {
      runs.forEach(CleanRun::close);
    }
  }

  /** A few at a time: where dozens start at once, a healthy program misses a grace of 600 ms. */
  private static void start(List<CleanRun> runs, int starting, CleanRun next) {
    runs.add(next);
    if (runs.size() >= starting) {
      runs.get(runs.size() - starting).awaitReady();
    }
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("faultsToCompare")
  @ResourceLock(value = MACHINE, mode = ResourceAccessMode.READ)
  void aFaultyProgramPrintsTheSameWithAndWithoutTheAgent(Jdk jdk, Scenario scenario) {
    Output without = AgentJvm.on(jdk).sample(scenario.sample()).brief().run();
    Output with = AgentJvm.on(jdk).sample(scenario.sample()).brief().agent().verifyAll().run();

    assertThat(without.stdout()).endsWith("ready");
    assertThat(with).isEqualTo(without);
  }

  /** Both are counted over what ran: the whole corpus, unless one test was asked for. */
  @AfterAll
  static void printsPrecisionAndRecall() {
    System.out.println(SCORE);
    assertThat(SCORE.wrong()).isEmpty();
    assertThat(SCORE.precision()).isEqualTo(1.0);
    assertThat(SCORE.recall()).isEqualTo(1.0);
  }

  static Stream<Arguments> faultsOnEachJdk() {
    List<Scenario> faults = Scenario.leaking();
    return TestJdks.all()
        .flatMap(
            jdk ->
                faults.stream()
                    .filter(scenario -> !scenario.isCrawler() || isEndOr17(jdk))
                    .map(scenario -> Arguments.of(jdk, scenario)));
  }

  /** What a crawler prints depends on its library alone. */
  static Stream<Arguments> faultsToCompare() {
    return faultsOnEachJdk()
        .filter(
            run -> {
              Jdk jdk = (Jdk) run.get()[0];
              return ((Scenario) run.get()[1]).isCrawler() ? jdk.version() == 17 : isEndOr17(jdk);
            });
  }

  /** The crawlers' faults are those of a library, which is the same on every JDK. */
  private static boolean isEndOr17(Jdk jdk) {
    return jdk.version() == 17 || TestJdks.oldestAndNewest().anyMatch(jdk::equals);
  }
}
