package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user's project, two forks for its tests and JaCoCo in them, built by the real Maven. */
class MavenProjectIT {
  private static final String FEED = "src/main/java/com/acme/shop/PriceFeed.java";
  private static final String FEED_TEST = "src/test/java/com/acme/shop/PriceFeedTest.java";
  private static final String REFUSED = "throw new FileNotFoundException";
  private static final String BUILD = "mvn -B -ntp verify";

  @Test
  void aLeakFailsTheBuildUntilItIsInTheBaselineOrFixed() throws Exception {
    ProjectCopy project = ProjectCopy.of("maven");
    String line =
        "   com.acme.shop.PriceFeed.subscribe(PriceFeed.java:"
            + project.line(FEED, "new Socket(")
            + ")";

    Output leaking = project.bash(BUILD);
    assertFails(leaking, 1);
    assertThat(leaking.stdout())
        .as(leaking.text())
        .containsSubsequence(
            "closewatch check: 1 new leak in 2 reports", "1. NEW NOT_CLOSED: 1 socket at", line);
    assertThat(project.file("target/jacoco.exec")).isNotEmptyFile();
    assertThat(project.file("target/closewatch/closewatch.html")).isNotEmptyFile();

    List<String> reports =
        project.files("target/closewatch", ".json").stream().map(Object::toString).toList();
    assertThat(reports).hasSize(2);
    Output accepted =
        project.bash(
            "java -jar closewatch-agent.jar check '"
                + String.join("' '", reports)
                + "' --baseline closewatch-baseline.txt --update-baseline --allow-raise");
    assertThat(accepted.exitCode()).as(accepted.text()).isZero();

    Output known = project.bash(BUILD);
    assertPasses(known, "closewatch check: clean - no new leak in 2 reports, 1 known");

    project.replace(FEED_TEST, "void unknownArticlesAreRefused", "void refused");
    project.replace(
        FEED_TEST,
        "  @Test\n  void refused() {\n",
        """
          @Test
          void moreArticlesAreRefused() {
            assertThrows(FileNotFoundException.class, () -> feed.subscribe("griffin"));
          }

          @Test
          void refused() {
        """);
    Output oneMore = project.bash(BUILD);
    assertFails(oneMore, 1);
    assertThat(oneMore.stdout())
        .as(oneMore.text())
        .containsSubsequence(
            "closewatch check: 1 new leak in 2 reports",
            "1. NEW NOT_CLOSED: 2 sockets at",
            line,
            "   Baseline: 1 is known, now there are 2.");

    project.replace(FEED, REFUSED, "cancel(article);\n      " + REFUSED);
    assertPasses(project.bash(BUILD), "closewatch check: clean - no new leak in 2 reports");
  }

  @Test
  void withoutTheAgentThereIsNoVerdict() throws Exception {
    ProjectCopy project = ProjectCopy.of("maven");
    String pom = Files.readString(project.file("pom.xml"));
    Files.writeString(
        project.file("pom.xml"), pom.replaceFirst(" \"-javaagent:.*\"</argLine>", "</argLine>"));

    Output output = project.bash(BUILD);

    assertFails(output, 3);
    assertThat(output.stdout())
        .as(output.text())
        .anyMatch(line -> line.startsWith("closewatch check: NO VERDICT - "));
  }

  private static void assertFails(Output build, int code) {
    assertThat(build.exitCode()).as(build.text()).isEqualTo(1);
    assertThat(build.stdout())
        .as(build.text())
        .anyMatch(line -> line.contains("BUILD FAILURE"))
        .anyMatch(line -> line.contains("(socket-leaks)") && line.contains("(Exit value: " + code));
  }

  private static void assertPasses(Output build, String verdict) {
    assertThat(build.stdout()).as(build.text()).contains(verdict);
    assertThat(build.exitCode()).as(build.text()).isZero();
  }
}
