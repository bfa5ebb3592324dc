package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a fault of closewatch itself may do to the application: nothing. */
class FaultySinkIT {

  @EachJdk
  void errorsAreSwallowedAndCountedAndReentryIsStopped(Jdk jdk) {
    try (RunningApp app = faulty(jdk).expectStderr(AgentJvm.SWALLOWED_ERRORS.pattern()).start()) {
      app.awaitReady();

      assertThat(app.stdout())
          .containsExactly(
              "received 7", "suppressed true", "received 7", "opened 3", "received 7", "ready");
      assertThat(app.mbeans().suppressedErrors()).isPositive();
      app.mbeans().scanNow();
      assertThat(app.mbeans().report().text()).contains("errors in hooks");
    }
  }

  @EachJdk
  void swallowedErrorsAreToldOnceWhenTheProgramEnds(Jdk jdk) {
    Output output = faulty(jdk).run();

    assertThat(output.exitCode()).isZero();
    assertThat(output.stderr())
        .singleElement()
        .asString()
        .matches(
            "closewatch: WARN [1-9]\\d* errors of closewatch itself were swallowed in hooks: sockets"
                + " may be missing or counted wrong \\(last: java\\.lang\\.IllegalStateException at"
                + " io\\.closewatch\\.probes\\.FaultySink\\..*\\)");
  }

  @EachJdk
  void aStoppedAgentLeavesNothingToSayWhenTheProgramEnds(Jdk jdk) {
    AgentJvm jvm = faulty(jdk);
    if (jdk.version() >= 21) {
      jvm.jvmArgs("-XX:+EnableDynamicAgentLoading");
    }
    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      AgentMBeans mbeans = app.mbeans();
      assertThat(mbeans.suppressedErrors()).isPositive();
      AgentAttach.load(app.pid(), "!stop");
      await().atMost(RunningApp.PATIENCE).until(() -> mbeans.names().isEmpty());
    }
  }

  @EachJdk
  void aTestThatExpectsNoneFailsIfErrorsWereSwallowed(Jdk jdk) {
    AgentJvm unsuspecting = AgentJvm.on(jdk).probe("FaultySink").agent();

    assertThatThrownBy(unsuspecting::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("swallowed in hooks");
  }

  private static AgentJvm faulty(Jdk jdk) {
    return AgentJvm.on(jdk).probe("FaultySink").agent().suppressesErrors();
  }
}
