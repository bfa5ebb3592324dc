package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same with the Gradle on the PATH; where there is none it is left out, and that is said. The
 * one of Debian is 4.4.1, and runs on JDK 17 at most.
 */
class GradleProjectIT {
  private static String command = "";

  @BeforeAll
  static void find() {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "gradle")));
    var jdk = TestJdks.only17().findFirst();
    if (!there || jdk.isEmpty()) {
      System.out.println("integration tests: no gradle on the PATH, or no JDK 17 for it: left out");
    }
    assumeTrue(there && jdk.isPresent(), "no gradle on the PATH, or no JDK 17");
    command =
        "JAVA_HOME='" + jdk.get().home() + "' gradle --no-daemon --offline -g ../gradle-home check";
  }

  @Test
  void aLeakFailsTheBuildUntilItIsInTheBaselineOrFixed() throws Exception {
    LeakyProject project = new LeakyProject(command);
    project.copy().link("lib", Build.libraries("gradle"));

    Output leaking = project.fails("finished with non-zero exit value 1");
    assertThat(project.printed(leaking))
        .contains("   " + project.line())
        .contains("   Opened in test com.acme.shop.PriceFeedTest.unknownArticlesAreRefused().");
    assertThat(project.copy().file("build/closewatch/closewatch.html")).isNotEmptyFile();

    project.accept(
        Readme.line("--allow-raise")
            .replace("target/closewatch/**/*.json", "build/closewatch/reports"));
    project.passes("closewatch check: clean - no new leak in 2 reports, 1 known");

    project.leakMore();
    assertThat(project.fails("finished with non-zero exit value 1").stdout())
        .containsSubsequence(
            "1. NEW NOT_CLOSED: 2 sockets at",
            "   " + project.line(),
            "   Baseline: 1 is known, now there are 2.");

    project.fix();
    project.passes("closewatch check: clean - no new leak in 2 reports");

    project.takeAgentAway("build.gradle", "    jvmArgs", "}\n\ntasks");
    assertThat(project.fails("finished with non-zero exit value 3").stdout())
        .anyMatch(line -> line.startsWith("closewatch check: NO VERDICT"));
  }

  @Test
  void theReadmeShowsTheEndOfTheBuildFile() throws Exception {
    String file =
        MavenProjectIT.unindented(new LeakyProject("").copy().read("build.gradle").lines());

    assertThat(Readme.blocks("gradle"))
        .hasSize(1)
        .allSatisfy(part -> assertThat(file).endsWith(part));
  }
}
