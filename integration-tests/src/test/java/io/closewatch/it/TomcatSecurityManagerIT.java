package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tomcat 9 with {@code catalina.sh start -security} and the policy as it is downloaded. */
class TomcatSecurityManagerIT {

  private static final int LEAKED = 3;

  /** The webapp's own affair, which it needs without the agent just the same. */
  private static final String MAY_CALL_ITS_BACKEND =
      """

      grant codeBase "file:${catalina.base}/webapps/leaky/-" {
        permission java.net.SocketPermission "127.0.0.1:1024-", "connect,resolve";
      };
      """;

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("with8And17")
  @ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
  void findsTheLeakThoughThePolicyGrantsTheAgentNothing(Jdk jdk) throws Exception {
    try (Backend backend = Backend.start();
        TomcatServer tomcat = new TomcatServer("9.0", jdk, List.of(TomcatServer.agent()))) {
      Webapp.create(tomcat.staged("leaky"), false, false, backend.port());
      tomcat.deploy("leaky");
      Files.writeString(
          tomcat.configuration("catalina.policy"), MAY_CALL_ITS_BACKEND, StandardOpenOption.APPEND);
      tomcat.start("-security");

      HttpLoad.start(tomcat.port(), LEAKED, "/leaky/socket").join();
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> {
                AgentReport report = tomcat.report();
                assertThat(PoolFinding.in(report))
                    .as(report.text())
                    .containsExactly("NOT_CLOSED likely 3 " + Webapp.line("SocketServlet"));
                assertThat(report.text())
                    .contains("What could not be seen: nothing that closewatch knows of");
              });

      assertThat(tomcat.stop().stdout()).last().isEqualTo("Tomcat stopped.");
      assertThat(tomcat.catalinaOut())
          .anyMatch(line -> line.contains("-Djava.security.manager"))
          .noneMatch(line -> line.contains("AccessControlException"))
          .filteredOn(line -> line.contains("closewatch"))
          .hasSize(1)
          .allMatch(line -> line.contains("Command line argument: -javaagent:"));
    }
  }

  static Stream<Jdk> with8And17() {
    return TestJdks.all().filter(jdk -> jdk.version() == 8 || jdk.version() == 17);
  }
}
