package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries in class loaders of webapps, a relocated copy, and a JVM that was there before us. */
class PoolLoadersIT {

  private static final String OPTIONS =
      "scanInterval=200ms,closeWaitGrace=600ms,leaseGrace=600ms,closingGrace=1500ms";

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void eachWebappsLibraryIsSeenAndUndeployLeavesNothingBehind(Jdk jdk) {
    assertEachWebappIsSeen(
        jdk,
        Map.of("Webapp3", "commons-3.1", "Webapp4", "client-4.5.14", "WebappOfWagon", "wagon"),
        "MultiThreadedHttpConnectionManager leased 3",
        "PoolingHttpClientConnectionManager leased 3",
        "PoolingHttpClientConnectionManager leased 3");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#only17")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void twoGenerationsAndARelocatedCopyAreSeenSideBySide(Jdk jdk) {
    assertEachWebappIsSeen(
        jdk,
        Map.of("Webapp42", "client-4.2.6", "Webapp5", "client-5.6.5", "WebappOfWagon", "wagon"),
        "PoolingClientConnectionManager leased 3",
        "PoolingHttpClientConnectionManager leased 3",
        "PoolingHttpClientConnectionManager leased 3");
  }

  private static void assertEachWebappIsSeen(
      Jdk jdk, Map<String, String> libraries, String... pools) {
    Path directory = Build.newDirectory("webapps");
    List<String> webapps = libraries.keySet().stream().sorted().toList();
    try (RunningApp app =
        AgentJvm.on(jdk)
            .probe(
                "WebappPools",
                webapps.stream()
                    .map(name -> webapp(directory, name, libraries.get(name)))
                    .toArray(String[]::new))
            .classPath(Build.library("tomcat-embed-core"), Build.library("tomcat-annotations-api"))
            .jvmArgs("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
            .agent()
            .start()) {
      app.awaitLine("clean");
      ForgetfulProbe.assertQuiet(app.mbeans());
      app.send("");
      app.awaitReady();

      PoolFinding.await(
          app.mbeans(),
          webapps.stream()
              .map(
                  name ->
                      "LEASE_NOT_RETURNED certain 3 " + Sources.marked(name, "// lease: webapp"))
              .sorted()
              .toList());
      assertThat(ForgetfulProbe.pools(app.mbeans()))
          .extracting(pool -> pool.substring(0, pool.indexOf(" available")))
          .containsExactly(pools);

      app.send("");
      app.awaitLine("collected 3");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void attachedLateItFindsLaterLeasesAndStops(Jdk jdk) {
    AgentJvm jvm = AgentJvm.on(jdk).probe("LatePools").classPath(PoolSet.jars("client-4.5.14"));
    if (jdk.version() >= 21) {
      jvm.jvmArgs("-XX:+EnableDynamicAgentLoading");
    }
    try (RunningApp app = jvm.start()) {
      app.awaitReady();
      AgentAttach.load(app.pid(), OPTIONS);
      AgentMBeans mbeans = app.mbeans();
      app.send("");
      app.awaitLine("again");

      String later =
          "LEASE_NOT_RETURNED certain 3 " + Sources.marked("LatePools", "// lease: later");
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(
              () -> assertThat(PoolFinding.in(mbeans.freshReport())).containsExactly(later));
      assertThat(mbeans.suppressedErrors()).isZero();

      AgentAttach.load(app.pid(), "!stop");
      await().atMost(RunningApp.PATIENCE).until(() -> mbeans.names().isEmpty());
      app.send("");
      app.awaitLine("given back");
    }
  }

  /** Own classes and own libraries, none of which are on the class path of the server. */
  private static String webapp(Path parent, String name, String libraries) {
    try {
      Path directory = parent.resolve(name);
      Path classes = Files.createDirectories(directory.resolve("WEB-INF/classes"));
      Path lib = Files.createDirectories(directory.resolve("WEB-INF/lib"));
      Path servlet = Path.of("io/closewatch/probes/" + name + ".class");
      Files.createDirectories(classes.resolve(servlet).getParent());
      Files.copy(Build.PROBES.resolve(servlet), classes.resolve(servlet));
      try (DirectoryStream<Path> jars =
          Files.newDirectoryStream(PoolSet.jars(libraries).getParent(), "*.jar")) {
        for (Path jar : jars) {
          Files.copy(jar, lib.resolve(jar.getFileName()));
        }
      }
      return directory.toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
