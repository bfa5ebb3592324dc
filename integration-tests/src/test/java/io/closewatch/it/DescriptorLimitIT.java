package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** A process without a free descriptor: the moment in which the report is needed most. */
class DescriptorLimitIT {

  private static final String[] SHELL = {"bash", "-c", "ulimit -n 256 && exec \"$@\"", "bash"};

  /** Which of both trips it, the use or the error, is a matter of the JDK and of luck. */
  private static final String EMERGENCY =
      "closewatch: WARN descriptors 2[3-5]\\d of 256 used, report: /.*/closewatch-emergency-.*\\.txt";

  @EachJdk
  void reportIsCompleteWhenNoDescriptorIsLeft(Jdk jdk) {
    Path reports = Build.newDirectory("reports");
    Output output =
        AgentJvm.on(jdk)
            .startedBy(SHELL)
            .probe("DescriptorLimit", "report")
            .agent("reportDir=" + reports)
            .run();
    assertThat(output.exitCode()).as(output.text()).isZero();
    assertThat(output.stderr()).singleElement().asString().matches(EMERGENCY);
    assertThat(reports).isDirectoryContaining("glob:**/closewatch-emergency-*.txt");

    String leaked = output.stdout().get(1).substring("leaked ".length());
    AgentReport report =
        new AgentReport(String.join("\n", output.stdout().subList(2, output.stdout().size())));
    assertThat(Integer.parseInt(leaked)).isGreaterThan(150);
    assertThat(report.verdict()).contains("LEAK");
    // The connection whose accept() failed waits in the queue, for longer than the grace or not
    // yet.
    assertThat(report.kinds())
        .contains("NOT_CLOSED", "FD_EXHAUSTION")
        .isSubsetOf("NOT_CLOSED", "FD_EXHAUSTION", "NOT_ACCEPTED");
    assertThat(report.text())
        .contains(Sources.marked("DescriptorLimit", "// leak: all"))
        .contains("CLOSE_WAIT " + leaked)
        .contains("of 256 used")
        .contains("What could not be seen: nothing");
  }

  @EachJdk
  void theProgramsOwnErrorIsUnchanged(Jdk jdk) {
    List<String> without = limited(jdk).run().stdout();
    Path reports = Build.newDirectory("reports");
    List<String> with = limited(jdk).agent("reportDir=" + reports).run().stdout();

    assertThat(without).singleElement().asString().contains("Too many open files");
    assertThat(with).isEqualTo(without);
  }

  private static AgentJvm limited(Jdk jdk) {
    return AgentJvm.on(jdk).startedBy(SHELL).probe("DescriptorLimit");
  }
}
