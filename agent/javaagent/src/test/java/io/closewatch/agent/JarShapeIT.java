package io.closewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may be in the jar: the application sees its root, nothing else. */
class JarShapeIT {
  private static final Path JAR = Path.of(System.getProperty("closewatch.jar"));
  private static final int JAVA_8 = 52;
  private static final long MAX_BYTES = 8L << 20;

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(JAR.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  private static List<String> files() {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
  }

  @Test
  void rootHoldsTheEntryTheBootClassesAndWhatJUnitLoads() {
    assertThat(files().stream().filter(name -> !name.startsWith("inst/")))
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "META-INF/services/org.junit.platform.launcher.TestExecutionListener",
            "io/closewatch/agent/BootClasses.class",
            "io/closewatch/agent/ClosewatchAgent.class",
            "io/closewatch/agent/CompilerDetour.class",
            "io/closewatch/agent/CompilerTemplate.class",
            "io/closewatch/agent/UnsafeTemplate.class",
            "io/closewatch/bootstrap/AgentClassLoader.class",
            "io/closewatch/bootstrap/AgentLauncher$1.class",
            "io/closewatch/bootstrap/AgentLauncher.class",
            "io/closewatch/bootstrap/AgentStarter.class",
            "io/closewatch/bootstrap/RequestEvents.class",
            "io/closewatch/bootstrap/RequestHooks.class",
            "io/closewatch/bootstrap/TestEvents.class",
            "io/closewatch/bootstrap/TestHooks.class",
            "io/closewatch/bootstrap/PoolEvents.class",
            "io/closewatch/bootstrap/PoolHooks.class",
            "io/closewatch/bootstrap/SocketEvents.class",
            "io/closewatch/bootstrap/SocketHooks.class",
            "io/closewatch/junit/BootLoaderAgent$Hooks.class",
            "io/closewatch/junit/BootLoaderAgent.class",
            "io/closewatch/junit/ClosewatchTestListener.class",
            "io/closewatch/junit/FailOnSocketLeak.class",
            "io/closewatch/junit/FailOnSocketLeakExtension.class",
            "io/closewatch/junit/SelfAttach$ThisJvm.class",
            "io/closewatch/junit/SelfAttach.class",
            "io/closewatch/junit/TestAgent.class",
            "io/closewatch/junit/TestName.class",
            "io/closewatch/junit/TestReporting.class");
  }

  @Test
  void hiddenPartHasNoClassThatAnotherLoaderCouldFind() {
    assertThat(files()).noneMatch(name -> name.startsWith("inst/") && name.endsWith(".class"));
    assertThat(files()).noneMatch(name -> name.contains("META-INF/versions"));
    assertThat(files()).noneMatch(name -> name.contains("module-info"));
    assertThat(files()).noneMatch(name -> name.startsWith("inst/io/closewatch/bootstrap"));
  }

  @Test
  void hiddenPartHoldsWhatTheAgentNeeds() {
    assertThat(files())
        .contains(
            "inst/io/closewatch/tracker/SocketTracker.classdata",
            "inst/io/closewatch/tracker/StackWalkerHash.classdata",
            "inst/io/closewatch/instrumentation/AgentStarterImpl.classdata",
            "inst/io/closewatch/cli/CommandLineMain.classdata",
            "inst/net/bytebuddy/ByteBuddy.classdata",
            "inst/org/slf4j/Logger.classdata",
            "inst/picocli/CommandLine.classdata",
            "inst/com/grack/nanojson/JsonWriter.classdata",
            "inst/io/closewatch/report/closewatch-report-1.schema.json",
            "inst/io/closewatch/prometheus/alerts.yaml",
            "inst/io/closewatch/prometheus/dashboard.json",
            "inst/io/closewatch/prometheus/jmx-exporter-rules.yaml");
    Set<String> packages = Set.of("com", "io", "net", "org", "picocli", "META-INF");
    assertThat(files().stream().filter(name -> name.startsWith("inst/")))
        .allMatch(name -> packages.contains(name.split("/")[1]), "a known package");
    assertThat(files().stream().filter(name -> name.startsWith("inst/com/")))
        .allMatch(name -> name.startsWith("inst/com/grack/nanojson/"));
  }

  @Test
  void everyClassFileRunsOnJava8() throws IOException {
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().matches(".*\\.class(data)?")) {
        assertThat(majorVersion(entry)).as(entry.getName()).isLessThanOrEqualTo(JAVA_8);
      }
    }
  }

  @Test
  void manifestNamesTheEntry() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    for (String key : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
      assertThat(manifest.getValue(key)).isEqualTo("io.closewatch.agent.ClosewatchAgent");
    }
    assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
    assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(manifest.getValue("Boot-Class-Path")).isNull();
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(MAX_BYTES);
  }

  private static int majorVersion(JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry);
        DataInputStream data = new DataInputStream(in)) {
      assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
      data.readUnsignedShort();
      return data.readUnsignedShort();
    }
  }
}
