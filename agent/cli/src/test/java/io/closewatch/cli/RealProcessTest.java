package io.closewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against processes of this machine. */
class RealProcessTest {
  @TempDir Path dir;

  private final PrintStream originalOut = System.out;
  private final PrintStream originalErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private File jar;

  @BeforeEach
  void prepare() throws Exception {
    jar = dir.resolve("agent.jar").toFile();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), EchoAgent.class.getName());
    new JarOutputStream(Files.newOutputStream(jar.toPath()), manifest).close();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(originalOut);
    System.setErr(originalErr);
  }

  @Test
  void aProcessThatIsNoJvmLivesOn() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(run("attach", Long.toString(sleep.pid()))).isEqualTo(3);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              "closewatch: process "
                  + sleep.pid()
                  + " (sleep) is no JVM and is left alone; list the Java processes with: jcmd -l\n");
      assertThat(sleep.isAlive()).isTrue();
    } finally {
      sleep.destroyForcibly().waitFor();
    }
  }

  @Test
  void aProcessThatHasEndedIsMissing() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();

    assertThat(run("report", Long.toString(ended.pid()))).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "closewatch: there is no process "
                + ended.pid()
                + "; list the Java processes with: jcmd -l\n");
  }

  @Test
  void theCommandItselfIsNoTarget() {
    assertThat(run("report", Long.toString(ProcessHandle.current().pid()))).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is this command itself");
  }

  @Test
  void aJvmLoadsTheAgentAndItsAnswerIsPrinted() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EchoAgent.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = jvm.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("ready");

      assertThat(run("report", Long.toString(jvm.pid()), "jmx=false,closeWaitGrace=1s"))
          .as(err.toString(StandardCharsets.UTF_8))
          .isZero();

      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo("echo: REPORT [jmx=false,closeWaitGrace=1s]\n");
    } finally {
      jvm.destroyForcibly().waitFor();
    }
  }

  private int run(String... args) {
    return CommandLineMain.run(args, jar);
  }
}
