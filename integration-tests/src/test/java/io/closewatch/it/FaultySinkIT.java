package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

/** What a fault of closewatch itself may do to the application: nothing. */
class FaultySinkIT {

  @EachJdk
  void errorsAreSwallowedAndCountedAndReentryIsStopped(Jdk jdk) {
    try (RunningApp app = AgentJvm.on(jdk).probe("FaultySink").agent().suppressesErrors().start()) {
      app.awaitReady();

      assertThat(app.stdout())
          .containsExactly(
              "received 7", "suppressed true", "received 7", "opened 3", "received 7", "ready");
      assertThat(app.mbeans().suppressedErrors()).isPositive();
      app.mbeans().scanNow();
      assertThat(app.mbeans().report().text()).contains("errors in hooks");
    }
  }
}
