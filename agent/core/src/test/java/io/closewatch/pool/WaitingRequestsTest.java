package io.closewatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.TrackedPools;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** These libraries leave a request that gave up in the list of those that wait. */
class WaitingRequestsTest {
  private static final String CORE5 = "org.apache.hc.core5.util.";
  private static final String V4 = "org.apache.http.";

  static Stream<Arguments> pools() {
    return Stream.of(
        arguments("strict 5.0", "5.0", "STRICT", PoolKind.STRICT_5),
        arguments("strict 5.6", "5.6.5", "STRICT", PoolKind.STRICT_5),
        arguments("lax 5.0", "5.0", "LAX", PoolKind.LAX_5),
        arguments("lax 5.6", "5.6.5", "LAX", PoolKind.LAX_5),
        arguments("offlock 5.6", "5.6.5", "OFFLOCK", PoolKind.OFFLOCK_5));
  }

  private static Arguments arguments(String name, String version, String policy, PoolKind kind) {
    Supplier<TestClient> client = () -> TestClient.five(version, "", policy, kind);
    return Arguments.argumentSet(name, client);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void countsThreadsThatStillWait(Supplier<TestClient> made) {
    TestClient client = made.get();
    Object timeout =
        Reflected.callStatic(client.loader(), CORE5 + "Timeout", "of", 30L, TimeUnit.SECONDS);

    Future<?> waits =
        oneOfTwoGivesUp(client, pool -> Reflected.call(pool, "lease", "a:80", null, timeout, null));

    Object stats = Reflected.call(client.pool(), "getTotalStats");
    assertThat(Reflected.call(stats, "getPending")).as("the library's count").isEqualTo(2);
    assertCountsTheOther(client);
    assertThat(waits.isDone()).isFalse();
  }

  @Test
  void countsAsynchronousRequestsThatStillWait() throws IOException {
    TestClient client = TestClient.async4("4.1.5");
    try (LoopbackServer server = new LoopbackServer()) {
      Object host = Reflected.make(client.loader(), V4 + "HttpHost", "127.0.0.1", server.port());
      Object route = Reflected.make(client.loader(), V4 + "conn.routing.HttpRoute", host);

      Future<?> waits =
          oneOfTwoGivesUp(
              client,
              pool -> Reflected.call(pool, "lease", route, null, 30L, TimeUnit.SECONDS, null));

      Object requests = Reflected.field(client.pool(), "leasingRequests");
      assertThat((Collection<?>) requests).as("the library's list").hasSize(2);
      assertCountsTheOther(client);
      assertThat(waits.isDone()).isFalse();
    }
  }

  private static Future<?> oneOfTwoGivesUp(TestClient client, Function<Object, Object> lease) {
    Object pool = client.pool();
    Reflected.call(pool, "setDefaultMaxPerRoute", 1);
    lease.apply(pool);
    Future<?> givesUp = (Future<?>) lease.apply(pool);
    Future<?> waits = (Future<?>) lease.apply(pool);
    givesUp.cancel(true);
    return waits;
  }

  private static void assertCountsTheOther(TestClient client) {
    PoolReading reading =
        PoolReader.read(List.of(TrackedPools.of(client.pool(), client.kind()))).get(0);

    assertThat(reading.pending()).isEqualTo(1);
    assertThat(reading.routes()).extracting(PoolRoute::pending).containsExactly(1);
  }
}
