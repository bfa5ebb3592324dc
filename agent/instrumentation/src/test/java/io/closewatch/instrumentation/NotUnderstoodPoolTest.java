package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.instrumentation.httpclient.HttpClientHooks;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that have the name of a pool and are not as any version of it was. */
class NotUnderstoodPoolTest {
  private static final String POOL = "com.acme.shaded.pool.AbstractConnPool";

  private final List<String> notUnderstood = new ArrayList<>();
  private final LibraryTransformer transformer =
      new LibraryTransformer(HttpClientHooks.all(), notUnderstood::add);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/opt/shop/lib/httpcore-4.9.jar",
        "jar:file:/opt/shop.jar!/BOOT-INF/lib/httpcore-4.9.jar!/",
      })
  void aVersionThatMissesMethodsIsNamedWithItsJar(String location) throws Exception {
    assertThat(transform(getClass().getClassLoader(), pool("release"), location)).isNull();

    assertThat(notUnderstood)
        .containsExactly("pool not understood: " + POOL + ", httpcore-4.9.jar");
    assertThat(transformer.hooked()).isEmpty();
  }

  @Test
  void aClassWithNoneOfTheMethodsIsAnotherOne() throws Exception {
    assertThat(transform(getClass().getClassLoader(), pool("borrow"), "file:/opt/acme.jar"))
        .isNull();

    assertThat(notUnderstood).isEmpty();
  }

  @Test
  void aClassFileThatCannotBeReadIsNamedWithTheError() throws Exception {
    assertThat(transform(getClass().getClassLoader(), new byte[40], "file:/opt/classes/")).isNull();

    assertThat(notUnderstood).hasSize(1);
    assertThat(notUnderstood.get(0)).startsWith("pool not understood: " + POOL + ": java.lang.");
    assertThat(transformer.failures()).containsOnlyKeys(POOL);
  }

  private byte[] transform(ClassLoader loader, byte[] classFile, String location) throws Exception {
    CodeSource source = new CodeSource(URI.create(location).toURL(), (Certificate[]) null);
    return transformer.transform(
        loader, POOL.replace('.', '/'), null, new ProtectionDomain(source, null), classFile);
  }

  private static byte[] pool(String method) {
    return new ByteBuddy()
        .subclass(Object.class)
        .name(POOL)
        .defineMethod(method, void.class, Modifier.PUBLIC)
        .withParameters(Object.class, boolean.class)
        .intercept(StubMethod.INSTANCE)
        .make()
        .getBytes();
  }
}
