package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.pool.AbstractConnPool;
import com.acme.pool.LaxConnPool;
import com.acme.pool.LeaseRequest;
import io.closewatch.instrumentation.httpclient.HttpClientHooks;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Types of libraries that have another name, another shape, or another loader than expected. */
class RelocatedTypesTest {
  private final List<String> notUnderstood = new ArrayList<>();
  private final LibraryTransformer transformer =
      new LibraryTransformer(HttpClientHooks.all(), notUnderstood::add);

  @Test
  void hooksEachCopyUnderItsOwnName() throws Exception {
    List<TypeInstrumentation> all = HttpClientHooks.all();
    try (HookedLibrary original = new HookedLibrary(all, "httpcore-4.4.16");
        HookedLibrary newer = new HookedLibrary(all, "httpcore5-5.4.4");
        HookedLibrary wagon =
            new HookedLibrary(all, "wagon-http-3.5.3-shaded", "commons-logging-1.2");
        HookedLibrary docker = new HookedLibrary(all, "docker-java-transport-zerodep-3.4.0")) {
      TreeSet<String> pools = new TreeSet<>();
      for (HookedLibrary library : List.of(original, newer, wagon, docker)) {
        library.initialiseTargets(all);
        library.woven().stream().filter(name -> name.endsWith("ConnPool")).forEach(pools::add);
      }

      assertThat(pools)
          .containsExactly(
              "com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.pool.LaxConnPool",
              "com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.pool.StrictConnPool",
              "org.apache.hc.core5.pool.LaxConnPool",
              "org.apache.hc.core5.pool.RouteSegmentedConnPool",
              "org.apache.hc.core5.pool.StrictConnPool",
              "org.apache.http.pool.AbstractConnPool",
              "org.apache.maven.wagon.providers.http.httpclient.pool.AbstractConnPool");
    }
  }

  @Test
  void namesAPoolOfAVersionThatIsNotKnownAndLeavesItAlone() throws Exception {
    assertThat(transform(LaxConnPool.class, null)).isNull();
    assertThat(transform(LaxConnPool.class, "file:/srv/app/lib/acme-pool-7.0.jar")).isNull();
    assertThat(transform(LaxConnPool.class, "file:/srv/app/classes/")).isNull();

    assertThat(notUnderstood)
        .containsExactly(
            "pool not understood: com.acme.pool.LaxConnPool",
            "pool not understood: com.acme.pool.LaxConnPool, acme-pool-7.0.jar",
            "pool not understood: com.acme.pool.LaxConnPool");
    assertThat(transformer.hooked()).isEmpty();
    assertThat(transformer.failures()).isEmpty();
  }

  @Test
  void leavesATypeAloneThatSharesNothingButTheName() throws Exception {
    assertThat(transform(AbstractConnPool.class, null)).isNull();
    assertThat(transform(LeaseRequest.class, null)).isNull();

    assertThat(notUnderstood).isEmpty();
    assertThat(transformer.failures()).isEmpty();
  }

  @Test
  void namesAPoolInALoaderThatHidesTheHooks() throws Exception {
    ClassLoader hiding = new ClassLoader(null) {};
    try (HookedLibrary library = new HookedLibrary(HttpClientHooks.all(), "httpcore5-5.4.4")) {
      String pool = "org/apache/hc/core5/pool/LaxConnPool";
      byte[] classFile = read(library.getResourceAsStream(pool + ".class"));

      assertThat(transformer.transform(hiding, pool, null, null, classFile)).isNull();
    }
    assertThat(notUnderstood)
        .containsExactly(
            "pool not understood: org.apache.hc.core5.pool.LaxConnPool"
                + ": its class loader hides the agent's hooks");
    assertThat(transformer.hooked()).isEmpty();
  }

  private byte @Nullable [] transform(Class<?> type, @Nullable String codeSource)
      throws IOException {
    URL location = codeSource == null ? null : URI.create(codeSource).toURL();
    ProtectionDomain domain =
        new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
    String name = type.getName().replace('.', '/');
    return transformer.transform(
        getClass().getClassLoader(),
        name,
        null,
        domain,
        read(ClassLoader.getSystemResourceAsStream(name + ".class")));
  }

  private static byte[] read(@Nullable InputStream in) throws IOException {
    try (InputStream open = in) {
      return open.readAllBytes();
    }
  }
}
