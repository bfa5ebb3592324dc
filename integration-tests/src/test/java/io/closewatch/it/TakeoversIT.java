package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who serves a socket that another thread opened. All JDK types are verified while loaded. */
class TakeoversIT {

  @EachJdk
  void tellsWhoTookASocketOver(Jdk jdk) {
    assertTakeovers(jdk);
  }

  /** 17 is the only one of our JDKs that has both implementations. */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void tellsItWithTheOldSocketImplementation(Jdk jdk) {
    assertTakeovers(jdk, "-Djdk.net.usePlainSocketImpl");
  }

  private static void assertTakeovers(Jdk jdk, String... jvmArgs) {
    try (RunningApp app =
        AgentJvm.on(jdk).probe("Takeovers").jvmArgs(jvmArgs).verifyAll().agent().start()) {
      app.awaitReady();

      assertThat(app.stdout())
          .containsExactly(
              "accepted_socket by handler at " + line("// handled: by a pool") + ", timeout 0",
              "server_socket by acceptor at " + line("// accepted: socket") + ", timeout 0",
              "server_socket_channel by main at " + line("// accepted: channel"),
              "socket by main at " + line("new Socket(LOOPBACK") + ", timeout 1234",
              "socket_channel by main at "
                  + line("// registered: by main")
                  + ", selected by event-loop, ops 1",
              "still open: true",
              "ready");
    }
  }

  private static String line(String comment) {
    return Sources.marked("Takeovers", comment);
  }
}
