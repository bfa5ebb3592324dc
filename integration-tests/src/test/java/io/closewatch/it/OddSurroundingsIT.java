package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Very many leaks, hostile names, every kind of address, descriptors that change hands fast. */
class OddSurroundingsIT {

  private static final Pattern SCAN = Pattern.compile("the scan took ([\\d.]+) ms");

  /** A network namespace of its own, whose loopback interface has a link-local address too. */
  private static final String[] OWN_NETWORK = {
    "unshare",
    "--net",
    "--map-root-user",
    "sh",
    "-c",
    "ip link set lo up && ip -6 addr add fe80::1/64 dev lo nodad && exec \"$@\"",
    "sh"
  };

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void aThousandLeakingLinesMakeAReportThatCanBeRead(Jdk jdk) {
    try (RunningApp app = AgentJvm.on(jdk).probe("ManyLeaks", "lines", "1000").agent().start()) {
      app.awaitReady();
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> app.mbeans().freshReport(), report -> app.mbeans().leakedSockets() == 1000);
      AgentReport report = app.mbeans().freshReport();

      assertThat(report.verdict()).contains("1000 lines leak sockets");
      assertThat(report.text().lines()).hasSizeLessThan(100);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void eighteenThousandLeaksOfOneLineAreOneShortFinding(Jdk jdk) {
    AgentJvm jvm =
        AgentJvm.on(jdk)
            .probe("ManyLeaks", "sockets", "18000")
            .expectStderr("closewatch: WARN descriptors 18\\d\\d\\d of \\d+ used, report: .*")
            .agent();
    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      await()
          .atMost(RunningApp.PATIENCE)
          .until(
              () -> app.mbeans().freshReport(), report -> app.mbeans().leakedSockets() == 18_000);
      AgentReport report = app.mbeans().freshReport();

      // Where the limit is 20,000, it is near besides.
      assertThat(report.leaks()).containsExactly("NOT_CLOSED");
      assertThat(report.text().lines()).hasSizeLessThan(100);
      assertThat(report.text()).contains(Sources.marked("LeakSite0000", "// leak: one line"));
      // Scans get faster while the JVM compiles them; other processes share the machine.
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(() -> assertThat(scanMillis(app.mbeans().freshReport())).isLessThan(300));
    }
  }

  private static double scanMillis(AgentReport report) {
    Matcher matcher = SCAN.matcher(report.text());
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @EachJdk
  void aThreadNameCannotForgeTheReport(Jdk jdk) {
    try (RunningApp app = AgentJvm.on(jdk).probe("HostileThread").agent().start()) {
      app.awaitReady();
      AgentReport report = app.awaitFinding("NOT_CLOSED");

      assertThat(report.text()).contains(Sources.marked("HostileThread", "// leak: all"));
      assertThat(report.text().chars())
          .allMatch(c -> c == '\n' || (c >= ' ' && c < 127), "a printable ASCII character");
      assertThat(report.text().lines()).noneMatch(line -> line.equals("closewatch: no leak found"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#since11")
  void twoListenersOnOnePortAreBothFollowed(Jdk jdk) {
    try (RunningApp app = AgentJvm.on(jdk).probe11("SharedPort").agent().start()) {
      app.awaitReady();
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> app.mbeans().freshReport(), report -> app.mbeans().leakedSockets() == 20);
      AgentReport report = app.mbeans().freshReport();

      assertThat(report.kinds()).containsExactly("NOT_CLOSED");
      assertThat(report.text()).contains(Sources.markedIn11("SharedPort", "// leak: all"));
      assertThat(app.mbeans().sitesOf("SharedPort"))
          .extracting(Site::kind, Site::open)
          .containsExactlyInAnyOrder(
              tuple("server_socket", 2L), tuple("accepted_socket", 20L), tuple("socket", 0L));
    }
  }

  @EachJdk
  void leaksOverIpv4OfASocketForBothFamilies(Jdk jdk) {
    assertLeakAt("127.0.0.1:", AgentJvm.on(jdk).probe("AddressLeak", "127.0.0.1"));
  }

  @EachJdk
  void leaksWithIpv4Only(Jdk jdk) {
    assertLeakAt(
        "127.0.0.1:",
        AgentJvm.on(jdk)
            .jvmArgs("-Djava.net.preferIPv4Stack=true")
            .probe("AddressLeak", "127.0.0.1"));
  }

  @EachJdk
  void leaksOverIpv6(Jdk jdk) {
    assertLeakAt("[::1]:", AgentJvm.on(jdk).probe("AddressLeak", "::1"));
  }

  @EachJdk
  void leaksOverALinkLocalAddressInANetworkNamespaceOfItsOwn(Jdk jdk) {
    AgentJvm jvm = AgentJvm.on(jdk).startedBy(OWN_NETWORK).probe("AddressLeak", "link-local");
    if (jdk.version() >= 21) { // which would comment on the attach below
      jvm.jvmArgs("-XX:+EnableDynamicAgentLoading");
    }
    try (RunningApp app = jvm.agent().outOfReach().start()) {
      app.awaitReady();
      // No connection leads there: attaching goes through files.
      AgentJvm command =
          AgentJvm.on(jdk)
              .jvmArgs("-jar", Build.AGENT_JAR.toString())
              .arguments("report", Long.toString(app.pid()));
      // A scan that is quick meets the connection of the attach itself, which comes from another
      // network: no table of this one lists it, so that it counts as UNATTRIBUTED.
      AgentReport report =
          await()
              .atMost(RunningApp.PATIENCE)
              .until(
                  () -> new AgentReport(String.join("\n", command.run().stdout())),
                  r -> r.count("NOT_CLOSED") == 3 && !r.findings().contains("UNATTRIBUTED"));

      assertLeakAt("[fe80:", app, report);
    }
  }

  private static void assertLeakAt(String peer, AgentJvm jvm) {
    try (RunningApp app = jvm.agent().start()) {
      app.awaitReady();
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> app.mbeans().freshReport(), report -> app.mbeans().leakedSockets() == 3);
      assertLeakAt(peer, app, app.mbeans().freshReport());
    }
  }

  private static void assertLeakAt(String peer, RunningApp app, AgentReport report) {
    String port = app.stdout().get(0).substring("port ".length());

    assertThat(report.findings()).containsExactly("NOT_CLOSED");
    assertThat(report.text())
        .contains(Sources.marked("AddressLeak", "// leak: all"))
        .containsPattern("peers: " + Pattern.quote(peer) + "[^ ]*" + port + " x3");
  }

  @EachJdk
  void numbersThatChangeHandsDuringAScanAreNoFinding(Jdk jdk) {
    try (RunningApp app = AgentJvm.on(jdk).probe("FdReuse").agent().start()) {
      app.awaitReady();
      await()
          .during(Duration.ofSeconds(5))
          .pollInterval(Duration.ofMillis(100))
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(
              () -> {
                AgentReport report = app.mbeans().freshReport();
                assertThat(report.findings()).as(report.text()).isEmpty();
                assertThat(report.text()).doesNotContain("Recovered");
              });
    }
  }
}
