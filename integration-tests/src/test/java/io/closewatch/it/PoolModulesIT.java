package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries in class loaders that choose what their classes may see. */
@ResourceLock(value = "machine", mode = ResourceAccessMode.READ)
class PoolModulesIT {

  private static final String LINE = Sources.marked("ModulePools", "// lease: module");

  private static final String STRICT = "-Dfelix.bootdelegation.implicit=false";

  /** Felix asks outside the bundle for whoever asks from outside, as the agent does. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void inAFelixBundleALeaseHasItsLine(Jdk jdk) {
    assertLeaseHasItsLine(osgi(jdk).agent());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void inAStrictBundleALeaseHasItsLineIfTheHooksAreDelegatedToTheBootLoader(Jdk jdk) {
    assertLeaseHasItsLine(
        osgi(jdk)
            .jvmArgs(STRICT, "-Dorg.osgi.framework.bootdelegation=io.closewatch.bootstrap")
            .agent());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#only17")
  void ofABundleThatCannotSeeTheHooksTheSocketsAreFound(Jdk jdk) {
    assertSocketsAreFound(() -> osgi(jdk).jvmArgs(STRICT), "shop-bundle.jar");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("on8And17")
  void inAModuleALeaseHasItsLineIfTheHooksAreASystemPackage(Jdk jdk) {
    assertLeaseHasItsLine(
        jboss(jdk).jvmArgs("-Djboss.modules.system.pkgs=io.closewatch.bootstrap").agent());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("on8And17")
  void ofAModuleThatCannotSeeTheHooksTheSocketsAreFound(Jdk jdk) {
    assertSocketsAreFound(() -> jboss(jdk), "httpcore-4.4.16.jar");
  }

  static Stream<Jdk> on8And17() {
    return TestJdks.all().filter(jdk -> jdk.version() == 8 || jdk.version() == 17);
  }

  private static void assertLeaseHasItsLine(AgentJvm jvm) {
    try (ForgetfulProbe probe = ForgetfulProbe.start(jvm)) {
      AgentReport report =
          PoolFinding.await(probe.mbeans(), List.of("LEASE_NOT_RETURNED certain 3 " + LINE));

      assertThat(report.text()).doesNotContain("not understood");
      assertThat(ForgetfulProbe.pools(probe.mbeans()))
          .containsExactly(
              "PoolingHttpClientConnectionManager leased 3 available 0 pending 0 max 20"
                  + " timed out 0");
      probe.giveBack();
    }
  }

  /** As a suspect: without its pool nobody can tell a forgotten connection from an idle one. */
  private static void assertSocketsAreFound(Supplier<AgentJvm> jvm, String jar) {
    Output without = jvm.get().run();
    assertThat(without).isEqualTo(new Output(0, ForgetfulProbe.OUTPUT, List.of()));

    try (ForgetfulProbe probe = ForgetfulProbe.start(jvm.get().agent())) {
      AgentReport report =
          PoolFinding.await(probe.mbeans(), List.of("NOT_CLOSED suspect 3 " + LINE));

      assertThat(report.unwrapped())
          .contains(
              "pool not understood: org.apache.http.pool.AbstractConnPool, "
                  + jar
                  + ": its class loader hides the agent's hooks");
      assertThat(probe.mbeans().pools()).isEmpty();
      probe.giveBack();
    }
  }

  private static AgentJvm osgi(Jdk jdk) {
    Path directory = Build.newDirectory("osgi");
    List<Path> libraries = client45();
    Path bundle =
        new ProbeJar("ModulePools", "ModulePoolsActivator", "IdleClosingServer", "StandardInput")
            .header("Bundle-ManifestVersion", "2")
            .header("Bundle-SymbolicName", "io.closewatch.shop")
            .header("Bundle-Activator", "io.closewatch.probes.ModulePoolsActivator")
            .header("Import-Package", "org.osgi.framework")
            .header("DynamicImport-Package", "javax.*,org.ietf.jgss")
            .header(
                "Bundle-ClassPath",
                ".,"
                    + libraries.stream()
                        .map(jar -> jar.getFileName().toString())
                        .collect(Collectors.joining(",")))
            .containing(libraries)
            .write(directory.resolve("shop-bundle.jar"));
    return AgentJvm.on(jdk)
        .probe("OsgiFramework", bundle.toString())
        .classPath(Build.library("org.apache.felix.framework"))
        .jvmArgs("-Dorg.osgi.framework.storage=" + directory.resolve("cache"))
        .expectStderr("WARNING: .*(sun\\.misc\\.Unsafe|org\\.apache\\.felix\\.).*"); // JDK 25
  }

  private static AgentJvm jboss(Jdk jdk) {
    Path modules = Build.newDirectory("modules");
    try {
      Path shop = Files.createDirectories(modules.resolve("io/closewatch/shop/main"));
      new ProbeJar("ModulePools", "IdleClosingServer", "StandardInput")
          .write(shop.resolve("shop.jar"));
      StringBuilder resources = new StringBuilder("<resource-root path='shop.jar'/>");
      for (Path jar : client45()) {
        Files.copy(jar, shop.resolve(jar.getFileName()));
        resources.append("<resource-root path='").append(jar.getFileName()).append("'/>");
      }
      Files.writeString(
          shop.resolve("module.xml"),
          """
          <module xmlns='urn:jboss:module:1.9' name='io.closewatch.shop'>
            <main-class name='io.closewatch.probes.ModulePools'/>
            <resources>%s</resources>
            <dependencies><module name='java.se'/></dependencies>
          </module>
          """
              .formatted(resources));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return AgentJvm.on(jdk)
        .classPath(Build.library("jboss-modules"))
        .arguments("org.jboss.modules.Main", "-mp", modules.toString(), "io.closewatch.shop");
  }

  private static List<Path> client45() {
    return ProbeJar.list(PoolSet.jars("client-4.5.14").getParent(), "*.jar");
  }
}
