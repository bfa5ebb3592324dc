package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tomcats as they are downloaded, with two webapps of the same classes: a careful one under load,
 * and one with the classic leaks.
 */
class TomcatIT {

  private static final String CAREFUL = "careful";
  private static final String LEAKY = "leaky";
  private static final int FORGOTTEN = 3;

  /** {@code -Dtomcat.requests=100000} for a load of minutes. */
  private static final int REQUESTS = Integer.getInteger("tomcat.requests", 1_500);

  /** The backend hangs up after a second and a half, and the graces are over 600 ms later. */
  private static final Duration LONG_ENOUGH = Duration.ofMillis(2_500);

  private static final Map<String, Set<Integer>> JDKS =
      Map.of("9.0", Set.of(8, 17), "10.1", Set.of(17), "11.0", Set.of(17, 25));

  /** What can be seen of a run from outside. */
  private record Traces(
      List<String> log,
      List<String> webappLog,
      List<String> accessLog,
      List<String> mbeans,
      List<String> loaders,
      Output stop) {}

  @ParameterizedTest(name = "{0} on {1}", allowZeroInvocations = true)
  @MethodSource("tomcats")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void namesTheLinesOfTheLeakyWebappAndLeavesTomcatAsItIs(String version, Jdk jdk)
      throws Exception {
    Traces without = run(version, jdk, List.of(), false);
    Traces with = run(version, jdk, List.of(TomcatServer.agent()), true);

    assertThat(with.stop()).isEqualTo(without.stop());
    assertThat(with.stop().stdout()).last().isEqualTo("Tomcat stopped.");
    assertThat(with.loaders()).isEmpty();
    assertThat(with.mbeans()).isEqualTo(without.mbeans());
    assertThat(with.accessLog()).isEqualTo(without.accessLog());
    assertThat(with.webappLog()).isEqualTo(without.webappLog());
    assertThat(with.log()).filteredOn(line -> line.contains("closewatch")).hasSize(1);
    assertThat(with.log())
        .noneMatch(line -> line.contains("memory leak"))
        .filteredOn(line -> !line.contains("Command line argument: -javaagent:"))
        .isEqualTo(without.log());
  }

  static Stream<Arguments> tomcats() {
    return JDKS.keySet().stream()
        .sorted()
        .flatMap(
            version ->
                TestJdks.all()
                    .filter(jdk -> JDKS.get(version).contains(jdk.version()))
                    .map(jdk -> Arguments.of(version, jdk)));
  }

  private static Traces run(String version, Jdk jdk, List<String> setenv, boolean agent)
      throws Exception {
    try (Backend backend = Backend.start();
        TomcatServer tomcat = new TomcatServer(version, jdk, setenv)) {
      boolean jakarta = !version.equals("9.0");
      for (String name : List.of(CAREFUL, LEAKY)) {
        Webapp.create(tomcat.staged(name), jakarta, name.equals(CAREFUL), backend.port());
      }
      tomcat.deploy(CAREFUL);
      tomcat.start();
      tomcat.deploy(LEAKY); // later, since Tomcat deploys those it finds in any order
      tomcat.awaitLog("webapps/leaky] has finished in", 1);
      List<String> loaders;
      List<String> names;
      try (AgentMBeans mbeans =
          agent
              ? AgentMBeans.connect(tomcat.pid())
              : AgentMBeans.connectWithoutAgent(tomcat.pid())) {
        load(tomcat, agent ? mbeans : null);
        leak(tomcat, mbeans);
        if (agent) {
          assertLeaks(mbeans);
        }
        names = TomcatMBeans.seen(mbeans, tomcat);
        redeploy(tomcat);
        loaders = TomcatMBeans.awaitLoaders(mbeans);
        if (agent) {
          assertThat(mbeans.suppressedErrors()).isZero();
        } else {
          assertThat(mbeans.names()).isEmpty();
        }
      }
      Output stop = tomcat.stop();
      return new Traces(
          tomcat.catalinaOut().stream().filter(TomcatIT::isOfEachRun).toList(),
          tomcat.log("localhost."),
          tomcat.log("localhost_access_log.").stream().sorted().toList(),
          names,
          loaders,
          stop);
    }
  }

  /** Whether it was slow to find random numbers is the machine's affair. */
  private static boolean isOfEachRun(String line) {
    return !line.contains("Creation of SecureRandom instance");
  }

  /** Nobody waits for the answers to asynchronous requests. */
  private static boolean allHaveArrived(List<String> mbeans) {
    return mbeans.stream()
        .anyMatch(
            line ->
                line.contains("name=async")
                    && line.contains("/" + LEAKY)
                    && line.contains("called " + FORGOTTEN + ","));
  }

  /** All that the careful webapp does, and nothing is found of it then and after. */
  private static void load(TomcatServer tomcat, AgentMBeans mbeans) throws Exception {
    CompletableFuture<Void> load =
        HttpLoad.start(
            tomcat.port(), REQUESTS, "/careful/socket", "/careful/async", "/careful/pool");
    while (mbeans != null && !load.isDone()) {
      assertQuiet(mbeans.freshReport());
    }
    load.join();
    if (mbeans != null) {
      await()
          .during(LONG_ENOUGH)
          .atMost(LONG_ENOUGH.multipliedBy(5))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertQuiet(mbeans.freshReport()));
    }
  }

  private static void assertQuiet(AgentReport report) {
    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.text()).doesNotContain("\nRecovered");
  }

  private static void leak(TomcatServer tomcat, AgentMBeans mbeans) throws Exception {
    HttpLoad.start(tomcat.port(), FORGOTTEN, "/leaky/socket").join();
    HttpLoad.start(tomcat.port(), 1, "/leaky/pool").join();
    List<Socket> subscribers = new ArrayList<>();
    try {
      for (int i = 0; i < FORGOTTEN; i++) {
        subscribers.add(new Socket(InetAddress.getLoopbackAddress(), tomcat.port()));
        subscribers
            .get(i)
            .getOutputStream()
            .write(
                "GET /leaky/async HTTP/1.1\r\nHost: shop\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      }
      await()
          .atMost(RunningApp.PATIENCE)
          .until(
              () ->
                  allHaveArrived(TomcatMBeans.seen(mbeans, tomcat))
                      && TomcatMBeans.busyThreads(mbeans) == 0);
    } finally {
      for (Socket subscriber : subscribers) {
        subscriber.close();
      }
    }
  }

  private static void assertLeaks(AgentMBeans mbeans) {
    AgentReport report =
        PoolFinding.await(
            mbeans,
            List.of(
                "IDLE_IN_POOL info 1 " + Webapp.line("PoolServlet"),
                "NOT_CLOSED likely 3 " + Webapp.line("AsyncServlet"),
                "NOT_CLOSED likely 3 " + Webapp.line("SocketServlet")));
    assertThat(report.unwrapped())
        .as(report.text())
        .contains("- opened by webapp leaky x3 -", "- opened by webapp leaky The pool was made")
        .contains(" ago, by webapp leaky x3 -")
        .doesNotContain("webapp careful", "webapps");
  }

  /** Hot: one webapp loads its classes again, the other goes and comes back. */
  private static void redeploy(TomcatServer tomcat) throws IOException, InterruptedException {
    tomcat.save(CAREFUL);
    tomcat.awaitLog("Reloading Context with name [/careful] is completed", 1);
    tomcat.undeploy(LEAKY);
    tomcat.awaitLog("Undeploying context [/leaky]", 1);
    tomcat.deploy(LEAKY);
    tomcat.awaitLog("webapps/leaky] has finished in", 2);
    HttpLoad.start(tomcat.port(), 3, "/careful/socket", "/leaky/socket", "/leaky/pool").join();
  }
}
