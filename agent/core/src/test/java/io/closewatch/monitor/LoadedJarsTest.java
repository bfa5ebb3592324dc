package io.closewatch.monitor;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Libraries;
import io.closewatch.report.Report;
import io.closewatch.report.TextReport;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedJarsTest {
  /** Packed into jars of the test's own, and loaded from there. */
  public static final class Wrapper {}

  @TempDir Path dir;

  private final List<Class<?>> loaded = new ArrayList<>();
  private int asked;
  private final LoadedJars jars =
      new LoadedJars(
          () -> {
            asked++;
            return loaded.toArray(new Class<?>[0]);
          });

  @Test
  void namesTheLibraryThatOpenedTheSocketAndItsJar() throws Exception {
    loaded.add(load(jar("acme-http-1.9.0.jar")));
    loaded.add(LoadedJarsTest.class);

    assertThat(text())
        .contains(
            "- opened in library acme-http 1.9.0 (acme-http-1.9.0.jar), called at\n",
            " io.closewatch.monitor.LoadedJarsTest.call(LoadedJarsTest.java:7)\n")
        .contains("(Wrapper.java:9) (acme-http-1.9.0.jar)");
  }

  @Test
  void namesBothJarsIfTwoLoadersHaveTheClass() throws Exception {
    loaded.add(load(jar("acme-http-1.9.0.jar")));
    loaded.add(load(jar("acme-http-2.0.jar")));
    loaded.add(LoadedJarsTest.class);

    assertThat(text())
        .contains("(acme-http-1.9.0.jar, acme-http-2.0.jar)")
        .contains("acme-http 1.9.0 (acme-http-1.9.0.jar) or acme-http 2.0 (acme-http-2.0.jar)");
  }

  @Test
  void countsTheJarsIfThereAreMore() throws Exception {
    for (int i = 1; i <= 3; i++) {
      loaded.add(load(jar("acme-http-" + i + ".jar")));
    }
    loaded.add(LoadedJarsTest.class);

    assertThat(text()).contains("(Wrapper.java:9) (3 jars)").contains("opened in library 3 jars");
  }

  @Test
  void doesNotCallTheApplicationsOwnJarALibrary() throws Exception {
    Path jar = jar("shop-1.0.jar");
    loaded.add(load(jar));

    assertThat(text()).contains("(Wrapper.java:9) (shop-1.0.jar)").doesNotContain("in library");
  }

  @Test
  void asksTheJvmOnlyForNamesThatAreNew() {
    jars.of(finding());
    jars.of(finding());
    assertThat(asked).isEqualTo(1);

    jars.of(List.of());
    jars.of(findings(closeWait(site(SocketKind.CLIENT_SOCKET), 0, 31_000)));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void asksForNothingWithoutAFinding() {
    assertThat(jars.of(List.of())).isSameAs(Libraries.NONE);
    assertThat(asked).isZero();
  }

  @Test
  void aFailureLeavesTheJarsUnknown() {
    LoadedJars failing =
        new LoadedJars(
            () -> {
              throw new IllegalStateException("no");
            });

    assertThat(text(failing)).contains("(Wrapper.java:9)\n").doesNotContain("jar");
  }

  @Test
  void keepsNoClassAndNoLoader() throws Exception {
    WeakReference<ClassLoader> loader = loadAndForget();
    assertThat(text()).contains("acme-http-1.9.0.jar");
    loaded.clear();

    Awaitility.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loader.get()).isNull();
            });
  }

  private WeakReference<ClassLoader> loadAndForget() throws Exception {
    Class<?> type = load(jar("acme-http-1.9.0.jar"));
    loaded.add(type);
    return new WeakReference<>(type.getClassLoader());
  }

  private String text() {
    return text(jars);
  }

  private static String text(LoadedJars jars) {
    List<Finding> findings = finding();
    AgentInfo agent = new AgentInfo("0.1.0", 0, false, 1, "Main", "JVM", List.of(), 0);
    Report report =
        new Report(
            agent, snapshot(), GRACES, findings, List.of(), Map.of(), jars.of(findings), List.of());
    return new TextReport().finding(1, findings.get(0), report);
  }

  /** The test opened a socket through the wrapper. */
  private static List<Finding> finding() {
    Frame wrapper = new Frame(Wrapper.class.getName(), "open", "Wrapper.java", 9);
    Frame caller = new Frame(LoadedJarsTest.class.getName(), "call", "LoadedJarsTest.java", 7);
    Frame socket = new Frame("java.net.Socket", "<init>", "Socket.java", 1);
    SiteSnapshot site =
        new SiteSnapshot(wrapper, SocketKind.CLIENT_SOCKET, "0123456789abcdef", 1, 0, 0, 1, 1);
    Trace trace = new Trace(List.of(socket, wrapper, caller), 1);
    return findings(
        SocketSnapshot.of(7, site, trace)
            .row(closeWait(site, 0, 31_000).build().row(), null)
            .stateMillis(31_000));
  }

  private Path jar(String name) throws IOException {
    String entry = Wrapper.class.getName().replace('.', '/') + ".class";
    Path jar = dir.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(entry));
      out.write(Wrapper.class.getClassLoader().getResourceAsStream(entry).readAllBytes());
    }
    return jar;
  }

  private static Class<?> load(Path jar) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return loader.loadClass(Wrapper.class.getName());
    }
  }
}
