package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.URLClassLoader;
import org.apache.catalina.loader.WebappClassLoaderBase;
import org.junit.jupiter.api.Test;

class ContextLoadersTest {
  private final ContextLoaders loaders = new ContextLoaders();

  /** Tomcat's own is one class further down as well. */
  private static final class ParallelLoader extends WebappClassLoaderBase {
    ParallelLoader(String contextName) {
      super(contextName);
    }
  }

  private ContextLoader under(ClassLoader context) {
    Thread thread = new Thread(() -> {});
    thread.setContextClassLoader(context);
    return loaders.of(thread);
  }

  private String webapp(ClassLoader context) {
    return under(context).webapp();
  }

  @Test
  void tellsWebappsApartByTheNamesThatTomcatGivesThem() {
    ParallelLoader shop = new ParallelLoader("shop");

    assertThat(webapp(shop)).isEqualTo("shop");
    assertThat(webapp(new ParallelLoader("shop##2"))).isEqualTo("shop##2");
    assertThat(under(shop)).isSameAs(under(shop));
  }

  @Test
  void remembersTheNameOfAWebappThatWasStopped() {
    ParallelLoader shop = new ParallelLoader("shop");
    ContextLoader seen = under(shop);
    assertThat(seen.webapp()).isEqualTo("shop");

    shop.stop();

    assertThat(seen.webapp()).isEqualTo("shop");
  }

  @Test
  void knowsNoNameOfOtherLoadersAndOfWebappsThatAreStopped() {
    ParallelLoader stopped = new ParallelLoader("shop");
    stopped.stop();

    assertThat(webapp(stopped)).isEmpty();
    assertThat(webapp(new URLClassLoader(new URL[0]))).isEmpty();
  }

  @Test
  void doesNotEvenLookForThoseOfAnyProgram() {
    assertThat(under(ClassLoader.getSystemClassLoader())).isNull();
    assertThat(under(null)).isNull();
    assertThat(loaders.size()).isZero();
  }

  @Test
  void putsUpWithAThreadThatDoesNotAnswer() {
    Thread thread =
        new Thread(() -> {}) {
          @Override
          public ClassLoader getContextClassLoader() {
            throw new IllegalStateException("has none");
          }
        };

    assertThat(loaders.of(thread)).isNull();
  }

  @Test
  void letsALoaderGo() {
    ContextLoader shop = under(new ParallelLoader("shop"));

    await()
        .until(
            () -> {
              System.gc();
              return shop.get() == null;
            });
    await()
        .until(
            () -> {
              under(new ParallelLoader("another"));
              System.gc();
              return loaders.size() < 3;
            });
    assertThat(shop.webapp()).isEmpty();
  }
}
