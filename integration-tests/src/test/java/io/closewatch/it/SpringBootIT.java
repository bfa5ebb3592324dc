package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An executable jar of Spring Boot, whose loader reads the jars inside it. */
class SpringBootIT {
  private static final String COMMAND = "java -javaagent:/opt/closewatch-agent.jar -jar shop.jar";
  private static final String LOADER = "org.springframework.boot.loader.";

  @ParameterizedTest(name = "{0} on {1}", allowZeroInvocations = true)
  @MethodSource("boots")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void namesTheLineOfTheController(String version, Jdk jdk, String launcher) throws Exception {
    try (Backend backend = Backend.start();
        RunningApp app = start(version, jdk, launcher, backend)) {
      HttpLoad.start(port(app), 3, "/price").join();

      PoolFinding.await(
          app.mbeans(),
          List.of("NOT_CLOSED likely 3 " + Sources.marked("boot/BootShop", "// leak: ")));
    }
  }

  @ParameterizedTest(name = "{0} on {1}", allowZeroInvocations = true)
  @MethodSource("boots")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void isQuietAboutTheCarefulOne(String version, Jdk jdk, String launcher) throws Exception {
    try (Backend backend = Backend.start();
        RunningApp app = start(version, jdk, launcher, backend, "--careful=true")) {
      HttpLoad.start(port(app), 500, "/price").join();

      ForgetfulProbe.assertQuiet(app.mbeans());
      assertThat(app.mbeans().sitesOf("BootShop"))
          .extracting(Site::opened, Site::open)
          .containsExactly(tuple(500L, 0L));
    }
  }

  static Stream<Arguments> boots() {
    return Stream.of(
            Arguments.of("2.7.18", 8, LOADER + "JarLauncher"),
            Arguments.of("3.5.16", 17, LOADER + "launch.JarLauncher"))
        .flatMap(
            boot ->
                TestJdks.all()
                    .filter(jdk -> boot.get()[1].equals(jdk.version()))
                    .map(jdk -> Arguments.of(boot.get()[0], jdk, boot.get()[2])));
  }

  /** As the README says, with nervous graces. */
  private static RunningApp start(
      String version, Jdk jdk, String launcher, Backend backend, String... arguments)
      throws IOException {
    assertThat(Readme.line("### Spring Boot", "java ")).isEqualTo(COMMAND);
    Path jar =
        BootJar.write(
            Build.newDirectory("boot").resolve("shop.jar"),
            Build.libraries("boot-" + version),
            launcher,
            "io.closewatch.probes.boot.BootShop");
    return AgentJvm.on(jdk)
        .agent()
        .jvmArgs("-jar", jar.toString())
        .arguments(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--logging.level.root=off",
            "--backend=" + backend.port())
        .arguments(arguments)
        .start()
        .awaitReady();
  }

  private static int port(RunningApp app) {
    return Integer.parseInt(app.stdout().get(0).substring("port ".length()));
  }
}
