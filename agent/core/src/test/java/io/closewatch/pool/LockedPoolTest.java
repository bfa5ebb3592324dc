package io.closewatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.Endpoint;
import io.closewatch.tracker.TrackedPool;
import io.closewatch.tracker.TrackedPools;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LockedPoolTest {
  static Stream<Arguments> clients() {
    return Stream.of(
        client("Apache HttpClient 4.5.14", () -> ClassicClient.pooling4("client-4.5.14")),
        client("HttpCore 5.0 pool", () -> ClassicClient.strict5("client-5.0")),
        client("Apache HttpClient 5.6.5", () -> ClassicClient.strict5("client-5.6.5")));
  }

  private static Arguments client(String library, Supplier<ClassicClient> client) {
    return Arguments.argumentSet(library, library, client);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void readsFiguresRoutesAndEnds(String library, Supplier<ClassicClient> made) throws Exception {
    ClassicClient client = made.get();
    try (LoopbackServer server = new LoopbackServer()) {
      Object response = client.get(server.url("/a"));
      client.consume(client.get(server.url("/b")));
      TrackedPool tracked = TrackedPools.of(client.pool(), client.kind());

      PoolReading reading = PoolReader.read(List.of(tracked)).get(0);

      assertThat(reading.problem()).isEmpty();
      assertThat(reading.library()).isEqualTo(library);
      assertThat(reading.leased()).isEqualTo(1);
      assertThat(reading.available()).isEqualTo(1);
      assertThat(reading.pending()).isZero();
      assertThat(reading.routes())
          .singleElement()
          .satisfies(
              route -> {
                assertThat(route.route()).contains("127.0.0.1:" + server.port());
                assertThat(route.leased()).isEqualTo(1);
                assertThat(route.available()).isEqualTo(1);
                assertThat(route.max()).isEqualTo(reading.maxPerRoute()).isPositive();
              });
      assertThat(reading.connections())
          .extracting(ConnectionReading::state)
          .containsExactly(PoolState.LEASED, PoolState.IDLE);
      assertThat(reading.connections())
          .allSatisfy(
              connection -> {
                assertThat(connection.open()).isTrue();
                assertThat(connection.remote())
                    .isEqualTo(Endpoint.ofIpv4(0x7F000001, server.port()));
                assertThat(connection.local().host()).isEqualTo("127.0.0.1");
              });
      assertThat(reading.connections())
          .extracting(connection -> connection.local().port())
          .containsExactlyInAnyOrderElementsOf(server.clientPorts());
      assertThat(reading.connections().get(1).idleMillis()).isBetween(0L, 60_000L);
      client.consume(response);
    }
  }
}
