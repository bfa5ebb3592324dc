package io.closewatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shaded.apache.http.pool.AbstractConnPool;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.TrackedPool;
import io.closewatch.tracker.TrackedPools;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class PoolLibraryTest {
  private static final Frame APPLICATION = new Frame("com.example.AsyncShop", "open", "Shop", 7);

  @Test
  void namesThePackageOfARelocatedCopyAndNotTheVersionOfItsJar() {
    assertThat(PoolLibrary.of(AbstractConnPool.class))
        .isEqualTo("HttpCore 4 pool (com.example.shaded.apache.http)");
    assertThat(PoolLibrary.of(new AbstractConnPool() {}.getClass()))
        .isEqualTo("HttpCore 4 pool (com.example.shaded.apache.http)");
  }

  @Test
  void knowsNothingOfOtherClasses() {
    assertThat(PoolLibrary.of(String.class)).isEmpty();
  }

  @Test
  void tellsPoolsOfAsynchronousClients() throws Exception {
    try (URLClassLoader old = HttpLibrary.load("client-5.0")) {
      Class<?> type = old.loadClass("org.apache.hc.core5.pool.StrictConnPool");
      Object pool = Reflected.make(old, type.getName(), 5, 25);
      Frame asynchronous =
          frame("org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager");
      Frame blocking =
          frame("org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager");

      assertThat(isAsync(pool, frame(type.getName()), asynchronous, APPLICATION)).isTrue();
      assertThat(isAsync(pool, frame(type.getName()), blocking, APPLICATION)).isFalse();
    }
    assertThat(AsyncClients.use(TrackedPools.of(new Object(), PoolKind.NIO_POOL_4))).isTrue();
    assertThat(AsyncClients.use(TrackedPools.of(new Object(), PoolKind.POOL_4))).isFalse();
  }

  @Test
  void tellsPoolsOfAsynchronousClientsFromBeforeTheAgentCame() {
    TestClient client = TestClient.async5("5.6.5", "", "STRICT", PoolKind.STRICT_5);
    assertThat(AsyncClients.use(TrackedPools.of(client.pool(), client.kind()))).isTrue();

    TestClient classic = TestClient.five("5.6.5", "", "STRICT", PoolKind.STRICT_5);
    assertThat(AsyncClients.use(TrackedPools.of(classic.pool(), classic.kind()))).isFalse();
  }

  private static boolean isAsync(Object pool, Frame... madeBy) {
    TrackedPool tracked = TrackedPools.madeBy(pool, PoolKind.STRICT_5, madeBy);
    return AsyncClients.use(tracked);
  }

  private static Frame frame(String className) {
    return new Frame(className, "<init>", null, 1);
  }
}
