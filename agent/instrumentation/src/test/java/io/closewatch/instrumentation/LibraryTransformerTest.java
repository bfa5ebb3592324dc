package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.bootstrap.RequestEvents;
import io.closewatch.bootstrap.RequestHooks;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.servlet.ServletHooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.core.AsyncContextImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibraryTransformerTest {
  private static final String CONTEXT = AsyncContextImpl.class.getName();

  private final List<String> notUnderstood = new ArrayList<>();
  private final LibraryTransformer transformer =
      new LibraryTransformer(ServletHooks.all(), notUnderstood::add);
  private final List<Object> started = new ArrayList<>();
  private final List<Object> ended = new ArrayList<>();

  /** As of a webapp: defines the woven class itself, the rest comes from its parent. */
  private static final class Loader extends ClassLoader {
    private boolean hiding;

    Loader() {
      super(LibraryTransformerTest.class.getClassLoader());
    }

    void hideHooks() {
      hiding = true;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (hiding && name.startsWith("io.closewatch.bootstrap.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    Class<?> define(byte[] classFile) {
      return defineClass(CONTEXT, classFile, 0, classFile.length);
    }
  }

  @BeforeEach
  void install() {
    RequestHooks.install(
        new RequestEvents() {
          @Override
          public void asyncStarted(Object context) {
            started.add(context);
          }

          @Override
          public void asyncEnded(Object context) {
            ended.add(context);
          }
        });
  }

  @AfterEach
  void uninstall() {
    RequestHooks.install(null);
  }

  @Test
  void reportsTheStartAndTheEndOfARequestInEveryLoader() throws Exception {
    for (int i = 0; i < 2; i++) {
      Object context = contextOf(new Loader());
      start(context, "webapp");
      assertThat(started).containsExactly(context);
      assertThat(ended).isEmpty();
      assertThat(context.getClass().getMethod("isStarted").invoke(context)).isEqualTo(true);

      context.getClass().getMethod("recycle").invoke(context);
      assertThat(ended).containsExactly(context);
      started.clear();
      ended.clear();
    }
    assertThat(transformer.hooked())
        .containsExactlyInAnyOrder("AsyncContextImpl.setStarted", "AsyncContextImpl.recycle");
  }

  @Test
  void aStartThatFailsIsNone() throws Exception {
    Object context = contextOf(new Loader());

    assertThatThrownBy(() -> start(context, null))
        .isInstanceOf(InvocationTargetException.class)
        .hasRootCauseMessage("not now");
    assertThat(started).isEmpty();
  }

  @Test
  void leavesOtherClassesAndTheBootLoaderAlone() throws IOException {
    ClassLoader loader = getClass().getClassLoader();

    assertThat(transformer.transform(loader, "com/acme/Shop", null, null, new byte[4])).isNull();
    assertThat(transformer.transform(loader, null, null, null, new byte[4])).isNull();
    assertThat(transformer.transform(null, internalName(), null, null, classFile(CONTEXT)))
        .isNull();
    assertThat(transformer.failures()).isEmpty();
    assertThat(transformer.isTarget(AsyncContextImpl.class)).isTrue();
    assertThat(transformer.isTarget(String.class)).isFalse();
  }

  /** Its code could not call the hooks, and would fail. */
  @Test
  void leavesALoaderAloneThatHidesTheHooks() throws IOException {
    ClassLoader hiding = new ClassLoader(null) {};

    assertThat(transformer.transform(hiding, internalName(), null, null, classFile(CONTEXT)))
        .isNull();
    assertThat(transformer.failures()).isEmpty();
    assertThat(transformer.hooked()).isEmpty();
  }

  /** As Felix does it: what is asked for by the bundle's own code is not there. */
  @Test
  void hooksALoaderThatShowsThemToTheAgentAlone() throws Exception {
    Loader loader = new Loader();
    byte[] woven = transformer.transform(loader, internalName(), null, null, classFile(CONTEXT));
    loader.hideHooks();

    Object context = loader.define(woven).getDeclaredConstructor().newInstance();
    start(context, "webapp");

    assertThat(started).containsExactly(context);
    for (Class<?> hooks : List.of(PoolHooks.class, RequestHooks.class, SocketHooks.class)) {
      assertThat(Class.forName(hooks.getName(), false, loader)).isSameAs(hooks);
    }
  }

  @Test
  void leavesAClassAloneThatHasOtherMethods() throws IOException {
    byte[] other = classFile(getClass().getName());
    LibraryTransformer renamed =
        new LibraryTransformer(List.of(renamed(getClass().getName())), notUnderstood::add);

    assertThat(
            renamed.transform(
                getClass().getClassLoader(),
                getClass().getName().replace('.', '/'),
                null,
                null,
                other))
        .isNull();
    assertThat(renamed.failures()).isEmpty();
    assertThat(renamed.hooked()).isEmpty();
  }

  @Test
  void remembersAClassFileThatItCannotRead() {
    ClassLoader loader = getClass().getClassLoader();

    assertThat(transformer.transform(loader, internalName(), null, null, new byte[40])).isNull();
    assertThat(transformer.failures()).containsOnlyKeys(CONTEXT);
  }

  private Object contextOf(Loader loader) throws Exception {
    byte[] woven = transformer.transform(loader, internalName(), null, null, classFile(CONTEXT));
    assertThat(transformer.failures()).isEmpty();
    return loader.define(woven).getDeclaredConstructor().newInstance();
  }

  private static void start(Object context, Object webapp) throws Exception {
    Class<?> request = AsyncContextImpl.Request.class;
    context
        .getClass()
        .getMethod("setStarted", Object.class, request, request, boolean.class)
        .invoke(context, webapp, null, null, true);
  }

  private static TypeInstrumentation renamed(String typeName) {
    return new TypeInstrumentation() {
      @Override
      public String typeName() {
        return typeName;
      }

      @Override
      public List<HookPoint> hookPoints() {
        return ServletHooks.all().get(0).hookPoints();
      }
    };
  }

  private static String internalName() {
    return CONTEXT.replace('.', '/');
  }

  private static byte[] classFile(String type) throws IOException {
    try (InputStream in =
        ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }
}
