package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to open and close a TCP socket that the JDK has: each is counted once, at the line that
 * opened it, and nothing is left in the table. All JDK types are verified while loaded.
 */
class ExerciseIT {

  private static final String[] EXERCISES = {
    "SocketExercise",
    "ChannelExercise",
    "AsyncExercise",
    "NoiseExercise",
    "TlsExercise",
    "VirtualThreadExercise"
  };
  private static final Pattern OPENS =
      Pattern.compile("// opens (?<count>\\d+) (?<kind>\\w+)(?: since (?<since>\\d+))?$");

  /** How often a line of an exercise opens and closes a socket of a kind. */
  private record Opened(String line, String kind, long opened, long closed, long open) {}

  @EachJdk
  void tableIsEmptyAfterEveryKindOfOpenAndClose(Jdk jdk) {
    assertEverythingCountedAndClosed(jdk);
  }

  /** 17 is the only one of our JDKs that has both implementations. */
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void tableIsEmptyWithTheOldSocketImplementation(Jdk jdk) {
    assertEverythingCountedAndClosed(jdk, "-Djdk.net.usePlainSocketImpl");
  }

  @EachJdk
  void tableIsEmptyWhenOnlyIpv4IsUsed(Jdk jdk) {
    assertEverythingCountedAndClosed(jdk, "-Djava.net.preferIPv4Stack=true");
  }

  private static void assertEverythingCountedAndClosed(Jdk jdk, String... jvmArgs) {
    try (RunningApp app =
        AgentJvm.on(jdk)
            .probe("Exercise", KeyStores.selfSigned(jdk).toString())
            .jvmArgs(jvmArgs)
            .verifyAll()
            .agent()
            .start()) {
      app.awaitReady();

      assertThat(app.stdout()).containsExactly("open=0", "ready");
      assertThat(opened(app.mbeans().sitesOf(EXERCISES)))
          .containsExactlyInAnyOrderElementsOf(marked(jdk));
      assertThat(app.mbeans().report().kinds()).isEmpty();
    }
  }

  private static List<Opened> opened(List<Site> sites) {
    return sites.stream()
        .map(s -> new Opened(s.line(), s.kind(), s.opened(), s.closed() + s.closedByGc(), s.open()))
        .toList();
  }

  /** What the comments in the source say. */
  private static List<Opened> marked(Jdk jdk) {
    List<Opened> expected = new ArrayList<>();
    for (String exercise : EXERCISES) {
      String file = exercise + ".java";
      List<String> lines = Sources.lines(Build.probeSource(exercise));
      for (int i = 0; i < lines.size(); i++) {
        Matcher opens = OPENS.matcher(lines.get(i));
        if (opens.find() && applies(opens.group("since"), jdk)) {
          long count = Long.parseLong(opens.group("count"));
          expected.add(new Opened(file + ":" + (i + 1), opens.group("kind"), count, count, 0));
        }
      }
    }
    return expected;
  }

  private static boolean applies(String since, Jdk jdk) {
    return since == null || jdk.version() >= Integer.parseInt(since);
  }
}
