package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import javax.management.Notification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator does over JMX to an agent whose program leaks more and more. */
class OperatorIT {
  private static final String EARLY = "LateSockets.early(";
  private static final String LATE = Sources.marked("LateSockets", "// leak: late");

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void marksMutesChangesAGraceAndStops(Jdk jdk) {
    try (RunningApp app =
        AgentJvm.on(jdk)
            .probe("LateSockets")
            .agent("logLevel=info")
            .outOfReach() // stopped in the end
            .expectStderr("closewatch: INFO .*")
            .expectStderr(RemoteClient.CLOSED_WHILE_LISTENING)
            .start()
            .awaitReady()) {
      AgentMBeans mbeans = app.mbeans();
      await().atMost(RunningApp.PATIENCE).until(() -> mbeans.names().contains("Controls"));
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> mbeans.freshReport().count("NOT_CLOSED") == 2);
      List<Notification> heard = mbeans.notifications();

      mark(app);
      String place = leakMore(app, heard);
      mute(app, heard, place);
      graces(app);
      stop(app);
    }
  }

  private static void mark(RunningApp app) {
    AgentMBeans mbeans = app.mbeans();
    assertThat(mbeans.control("mark", "release 7"))
        .matches("Set the mark \"release 7\" of [-0-9T:]+Z\\.");
    assertThat(mbeans.control("sinceMark"))
        .startsWith("closewatch: nothing is new and nothing has grown since the mark \"release 7\"")
        .contains("No line has opened or closed a socket since.");
  }

  /** Returns the line that has leaked since, as the site table calls it. */
  private static String leakMore(RunningApp app, List<Notification> heard) {
    AgentMBeans mbeans = app.mbeans();
    app.send("");
    app.awaitLine("3 open");
    String since =
        await()
            .atMost(RunningApp.PATIENCE)
            .until(() -> mbeans.control("sinceMark"), text -> text.contains("New (1)"));
    String place =
        mbeans.sites().stream()
            .filter(site -> site.line().equals(LATE))
            .map(Site::location)
            .findFirst()
            .orElseThrow();
    assertThat(since.replaceAll("\\s+", " "))
        .startsWith("closewatch: 1 finding is new, 0 have grown since the mark \"release 7\"")
        .contains("NOT_CLOSED (likely): 1 socket at " + place)
        .contains(" +1 1 0 0 socket " + place);
    await().atMost(RunningApp.PATIENCE).until(() -> detected(heard, place) == 1);
    return place;
  }

  /** All findings go and come again, which listeners are told of: but not of the muted one. */
  private static void mute(RunningApp app, List<Notification> heard, String place) {
    AgentMBeans mbeans = app.mbeans();
    mbeans.control("setOption", "closeWaitGrace", "1h");
    await().atMost(RunningApp.PATIENCE).until(() -> resolved(heard, place) == 1);
    heard.clear();
    assertThat(mbeans.control("mute", place)).startsWith("Muted " + place + " (0 findings");

    mbeans.control("setOption", "closeWaitGrace", "default");
    await().atMost(RunningApp.PATIENCE).until(() -> detected(heard, EARLY) == 1);
    assertThat(mbeans.muted())
        .singleElement()
        .asString()
        .startsWith(place + " (1 finding, count 1; since ");
    assertThat(mbeans.report().count("NOT_CLOSED")).isEqualTo(2);
    assertThat(mbeans.report().text())
        .contains("no notification (1 finding)")
        .contains("1 finding muted");
    assertThat(mbeans.leaks()).isEqualTo(1);
    assertThat(detected(heard, place)).isZero();

    assertThat(mbeans.control("unmute", place)).isEqualTo("Unmuted " + place + ".");
    assertThat(mbeans.leaks()).isEqualTo(2);
    mbeans.control("setOption", "closeWaitGrace", "1h");
    // They come in order: behind this one there is none of the time before.
    await().atMost(RunningApp.PATIENCE).until(() -> resolved(heard, place) == 1);
    assertThat(detected(heard, place)).isEqualTo(1);
  }

  private static void graces(RunningApp app) {
    AgentMBeans mbeans = app.mbeans();
    assertThat(mbeans.report().kinds()).isEmpty();
    assertThat(mbeans.report().verdict()).contains("no leak found yet");
    assertThat(mbeans.options())
        .contains(
            "closeWaitGrace = 1h (JMX; at the start closeWaitGrace = 600ms (agent argument))");
    assertThatThrownBy(() -> mbeans.control("setOption", "closeWaitGrace", "String"))
        .rootCause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("it stays 1h");
    assertThat(mbeans.control("setOption", "closeWaitGrace", "default"))
        .isEqualTo("closeWaitGrace = 600ms, was 1h.");
    assertThat(mbeans.report().kinds()).containsExactly("NOT_CLOSED");
    assertThat(mbeans.control("resetCounters")).startsWith("Reset the peaks");
  }

  private static void stop(RunningApp app) {
    AgentMBeans mbeans = app.mbeans();
    assertThat((String) mbeans.invoke("Agent", "stop")).startsWith("closewatch is stopped: ");
    assertThat(mbeans.names()).isEmpty();
    assertThat(app.stderr().stream().filter(line -> line.contains("operator: ")))
        .anyMatch(line -> line.matches(".*operator: Set the mark \"release 7\" of .*"))
        .anyMatch(line -> line.contains("operator: Muted "))
        .anyMatch(line -> line.contains("operator: Unmuted "))
        .anyMatch(line -> line.endsWith("operator: closeWaitGrace = 1h, was 600ms."))
        .anyMatch(line -> line.contains("operator: Scanned now."))
        .anyMatch(line -> line.contains("operator: Reset "));
    assertThat(app.stderr())
        .filteredOn(line -> line.startsWith("closewatch: "))
        .last()
        .asString()
        .endsWith("stopped on request");
  }

  private static long detected(List<Notification> heard, String place) {
    return count(heard, "io.closewatch.leak.detected", place);
  }

  private static long resolved(List<Notification> heard, String place) {
    return count(heard, "io.closewatch.leak.resolved", place);
  }

  private static long count(List<Notification> heard, String type, String place) {
    return heard.stream()
        .filter(n -> n.getType().equals(type) && n.getMessage().contains(place))
        .count();
  }
}
