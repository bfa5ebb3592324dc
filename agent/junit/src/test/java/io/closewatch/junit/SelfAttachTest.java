package io.closewatch.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command of the agent jar is run; the java here is a shell script. */
class SelfAttachTest {
  private static final String CANNOT = "the closewatch agent is not in this JVM";

  @TempDir private Path home;
  private Path jar;

  @BeforeEach
  void makeJar() throws IOException {
    jar = Files.createFile(home.resolve("closewatch agent.jar"));
  }

  private SelfAttach java(String script, long patienceSeconds) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\ncd '" + home + "'\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return new SelfAttach(home, jar, patienceSeconds);
  }

  @Test
  void runsTheCommandOfTheJarForThisProcessOnce() throws IOException {
    SelfAttach attach = java("printf '%s\\n' \"$@\" >> arguments", 60);

    assertThat(attach.problem()).isNull();
    assertThat(attach.problem()).isNull();
    assertThat(Files.readAllLines(home.resolve("arguments")))
        .isEqualTo(List.of("-jar", jar.toString(), "attach", "" + ProcessHandle.current().pid()));
  }

  @Test
  void aFailureSaysWhatToDoAndWhatTheCommandSaid() throws IOException {
    SelfAttach attach = java("echo run >> runs; echo 'closewatch: no' >&2; exit 3", 60);

    String problem =
        CANNOT
            + " and cannot be attached to it; start the JVM with -javaagent:"
            + jar
            + " (Surefire: argLine, Gradle: jvmArgs). The attempt failed: closewatch: no";
    assertThat(attach.problem()).isEqualTo(problem);
    assertThat(attach.problem()).isEqualTo(problem);
    assertThat(Files.readAllLines(home.resolve("runs"))).containsExactly("run");
  }

  @Test
  void aCommandThatHangsIsGivenUp() throws IOException {
    assertThat(java("echo hanging; exec sleep 600", 1).problem())
        .startsWith(CANNOT)
        .endsWith("The attempt took longer than 1 s. hanging");
  }

  @Test
  void aRuntimeWithoutJavaCommandIsAFailureToo() {
    assertThat(new SelfAttach(home.resolve("none"), jar, 60).problem())
        .startsWith(CANNOT)
        .contains("none/bin/java");
  }

  @Test
  void classesThatAreNotInTheAgentJarCannotAttachIt() {
    assertThat(SelfAttach.problemOfThisJvm())
        .isEqualTo(CANNOT + "; start it with -javaagent:closewatch-agent.jar");
  }
}
