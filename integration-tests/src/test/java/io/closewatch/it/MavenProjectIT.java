package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A user's project, two forks for its tests and JaCoCo in them, built by the real Maven. */
class MavenProjectIT {
  private static final String AGENT = " \"-javaagent:";

  @Test
  void aLeakFailsTheBuildUntilItIsInTheBaselineOrFixed() throws Exception {
    LeakyProject project = new LeakyProject("mvn -B -ntp verify");

    Output leaking = project.fails("(socket-leaks)");
    assertThat(leaking.text()).contains("(Exit value: 1)");
    assertThat(project.printed(leaking))
        .isEqualTo(Readme.block("check: what mvn verify prints").map(LeakyProject::steady).toList())
        .contains("   " + project.line())
        .contains("   Opened in test com.acme.shop.PriceFeedTest.unknownArticlesAreRefused().");
    assertThat(project.copy().file("target/jacoco.exec")).isNotEmptyFile();
    assertThat(project.copy().file("target/closewatch/closewatch.html")).isNotEmptyFile();

    project.accept(Readme.line("--allow-raise"));
    project.passes("closewatch check: clean - no new leak in 2 reports, 1 known");

    project.leakMore();
    assertThat(project.fails("(Exit value: 1)").stdout())
        .containsSubsequence(
            "1. NEW NOT_CLOSED: 2 sockets at",
            "   " + project.line(),
            "   Baseline: 1 is known, now there are 2.");

    project.fix();
    project.passes("closewatch check: clean - no new leak in 2 reports");

    project.takeAgentAway("pom.xml", AGENT, "</argLine>");
    assertThat(project.fails("(Exit value: 3)").stdout())
        .anyMatch(line -> line.startsWith("closewatch check: NO VERDICT"));
  }

  @Test
  void theVeryTestFailsWhereItAsksForThat() throws Exception {
    LeakyProject project = new LeakyProject("mvn -B -ntp test");
    project.dependOnAgent(Readme.blocks("xml").get(3));
    project.annotate(Readme.block("java: the test that fails").toList());

    String line = project.line();
    Output failing = project.fails("Tests run: 3, Failures: 1, Errors: 0, Skipped: 0");
    assertThat(failing.stdout())
        .as(failing.text())
        .anyMatch(printed -> printed.contains("PriceFeedTest.unknownArticlesAreRefused"))
        .anyMatch(printed -> printed.contains(line));

    project.fix();
    project.passes("[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
  }

  @Test
  void theReadmeShowsThePartsOfThePom() throws Exception {
    String pom = unindented(new LeakyProject("").copy().read("pom.xml").lines());

    List<String> parts = Readme.blocks("xml");
    assertThat(parts).hasSize(4);
    assertThat(parts.subList(0, 3)).allSatisfy(part -> assertThat(pom).contains(part));
  }

  static String unindented(Stream<String> lines) {
    return String.join("\n", lines.map(String::strip).toList());
  }
}
