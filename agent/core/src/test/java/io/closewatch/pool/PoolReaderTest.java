package io.closewatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.kernel.Endpoint;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.PoolTracker;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.TrackedPools;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of pool, as the oldest and the newest library has it. */
class PoolReaderTest {
  private static final String OLD_5 = "HttpCore 5.0 pool";
  private static final String NEW_5 = "Apache HttpClient 5.6.5";

  private final LoopbackServer server = new LoopbackServer();

  PoolReaderTest() throws IOException {}

  static Stream<Arguments> pools() {
    return Stream.of(
        arguments("commons 3.0.1", () -> TestClient.commons("3.0.1", PoolKind.MULTI_THREADED_3)),
        arguments("commons 3.1", () -> TestClient.commons("3.1", PoolKind.MULTI_THREADED_3)),
        arguments("tsccm 4.0.3", () -> early("4.0.3", "tsccm.ThreadSafeClientConnManager")),
        arguments("tsccm 4.2.6", () -> early("4.2.6", "tsccm.ThreadSafeClientConnManager")),
        arguments("pool 4.2.6", () -> early("4.2.6", "PoolingClientConnectionManager")),
        arguments("pool 4.5.14", () -> TestClient.late4(PoolKind.POOL_4)),
        arguments("strict 5.0", () -> TestClient.five("5.0", OLD_5, "STRICT", PoolKind.STRICT_5)),
        arguments("lax 5.0", () -> TestClient.five("5.0", OLD_5, "LAX", PoolKind.LAX_5)),
        arguments("strict 5.6", () -> TestClient.five("5.6.5", NEW_5, "STRICT", PoolKind.STRICT_5)),
        arguments("lax 5.6", () -> TestClient.five("5.6.5", NEW_5, "LAX", PoolKind.LAX_5)),
        arguments(
            "offlock 5.6",
            () -> TestClient.five("5.6.5", "HttpCore 5.4.4 pool", "OFFLOCK", PoolKind.OFFLOCK_5)),
        arguments("async 4.0.2", () -> TestClient.async4("4.0.2")),
        arguments("async 4.1.5", () -> TestClient.async4("4.1.5")),
        arguments("async 5.0", () -> TestClient.async5("5.0", OLD_5, "STRICT", PoolKind.STRICT_5)),
        arguments(
            "async 5.6", () -> TestClient.async5("5.6.5", NEW_5, "STRICT", PoolKind.STRICT_5)),
        arguments("async lax 5.6", () -> TestClient.async5("5.6.5", NEW_5, "LAX", PoolKind.LAX_5)));
  }

  static Stream<Arguments> managersOfOneConnection() {
    return Stream.of(
        arguments("simple 3.0.1", () -> TestClient.commons("3.0.1", PoolKind.SIMPLE_3)),
        arguments("simple 3.1", () -> TestClient.commons("3.1", PoolKind.SIMPLE_3)),
        arguments("single 4.0.3", () -> early("4.0.3", "SingleClientConnManager")),
        arguments("single 4.2.6", () -> early("4.2.6", "SingleClientConnManager")),
        arguments("basic 4.2.6", () -> early("4.2.6", "BasicClientConnectionManager")),
        arguments("basic 4.5.14", () -> TestClient.late4(PoolKind.BASIC_4)),
        arguments(
            "basic 5.0",
            () -> TestClient.five("5.0", "Apache HttpClient 5.0", "", PoolKind.BASIC_5)),
        arguments("basic 5.6", () -> TestClient.five("5.6.5", NEW_5, "", PoolKind.BASIC_5)));
  }

  private static Arguments arguments(String name, Supplier<TestClient> client) {
    return Arguments.argumentSet(name, client);
  }

  private static TestClient early(String version, String manager) {
    PoolKind kind =
        manager.startsWith("tsccm")
            ? PoolKind.TSCCM_4
            : manager.startsWith("Pooling") ? PoolKind.POOL_4 : PoolKind.SINGLE_4;
    return TestClient.early4(version, manager, kind);
  }

  @AfterEach
  void closeServer() throws IOException {
    server.close();
  }

  private static PoolReading read(TestClient client) {
    return PoolReader.read(List.of(TrackedPools.of(client.pool(), client.kind()))).get(0);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void readsFiguresAndRoutes(Supplier<TestClient> made) {
    TestClient client = made.get();
    client.lease().accept(server.url("/a"));
    client.use().accept(server.url("/b"));

    PoolReading reading = read(client);

    assertThat(reading.problem()).isEmpty();
    assertThat(reading.library()).isEqualTo(client.library());
    assertThat(reading.leased()).isEqualTo(1);
    assertThat(reading.available()).isEqualTo(1);
    assertThat(reading.pending()).isZero();
    assertThat(reading.max()).isEqualTo(max(client.kind()));
    assertThat(reading.maxPerRoute()).isEqualTo(maxPerRoute(client.kind()));
    assertThat(reading.lockBusy()).isFalse();
    assertThat(reading.closed()).isFalse();
    assertThat(reading.routes()).hasSize(1);
    PoolRoute route = reading.routes().get(0);
    assertThat(route.route()).contains("http://127.0.0.1:" + server.port());
    assertThat(route.leased()).isEqualTo(1);
    assertThat(route.available()).isEqualTo(1);
    assertThat(route.pending()).isZero();
    assertThat(route.max()).isEqualTo(maxPerRoute(client.kind()));
  }

  private static int max(PoolKind kind) {
    return kind == PoolKind.LAX_5
        ? 0
        : kind.generation() == PoolKind.Generation.HTTPCLIENT_5 ? 25 : 20;
  }

  private static int maxPerRoute(PoolKind kind) {
    return kind.generation() == PoolKind.Generation.HTTPCLIENT_5 ? 5 : 2;
  }

  @ParameterizedTest
  @MethodSource("pools")
  void readsTheEndsOfIdleConnections(Supplier<TestClient> made) {
    TestClient client = made.get();
    client.use().accept(server.url("/a"));

    PoolReading reading = read(client);

    assertThat(reading.connections()).hasSize(1);
    assertIdle(reading.connections().get(0));
    long kept = reading.connections().get(0).keptMillis();
    if (client.kind().generation() == PoolKind.Generation.HTTPCLIENT_5) {
      assertThat(kept).isBetween(120_000L, 180_000L);
    } else {
      assertThat(kept).isEqualTo(PoolConnection.KEPT_FOREVER);
    }
  }

  private void assertIdle(ConnectionReading connection) {
    assertThat(connection.state()).isEqualTo(PoolState.IDLE);
    assertThat(connection.route()).contains("http://127.0.0.1:" + server.port());
    assertThat(connection.open()).isTrue();
    assertThat(connection.idleMillis()).isBetween(0L, 60_000L);
    assertEnds(connection);
  }

  private void assertEnds(ConnectionReading connection) {
    assertThat(connection.remote()).isEqualTo(Endpoint.ofIpv4(0x7F000001, server.port()));
    assertThat(connection.local().host()).isEqualTo("127.0.0.1");
    assertThat(server.clientPorts()).contains(connection.local().port());
  }

  @ParameterizedTest
  @MethodSource("managersOfOneConnection")
  void readsTheOnlyConnectionLeasedAndIdle(Supplier<TestClient> made) {
    TestClient idle = made.get();
    idle.use().accept(server.url("/a"));

    PoolReading reading = read(idle);
    assertThat(reading.problem()).isEmpty();
    assertThat(reading.library()).isEqualTo(idle.library());
    assertThat(reading.leased()).isZero();
    assertThat(reading.available()).isEqualTo(1);
    assertThat(reading.max()).isEqualTo(1);
    assertThat(reading.connections()).hasSize(1);
    assertIdle(reading.connections().get(0));

    TestClient leased = made.get();
    leased.lease().accept(server.url("/b"));
    reading = read(leased);
    assertThat(reading.leased()).isEqualTo(1);
    assertThat(reading.available()).isZero();
    ConnectionReading connection = reading.connections().get(0);
    assertThat(connection.state()).isEqualTo(PoolState.LEASED);
    assertThat(connection.open()).isTrue();
    assertEnds(connection);
  }

  static Stream<Arguments> poolsWithoutAccountOfLeases() {
    return Stream.of(
        arguments("commons 3.0.1", () -> TestClient.commons("3.0.1", PoolKind.MULTI_THREADED_3)),
        arguments("commons 3.1", () -> TestClient.commons("3.1", PoolKind.MULTI_THREADED_3)),
        arguments(
            "offlock 5.6", () -> TestClient.five("5.6.5", "", "OFFLOCK", PoolKind.OFFLOCK_5)));
  }

  @ParameterizedTest
  @MethodSource("poolsWithoutAccountOfLeases")
  void readsLeasedConnectionsByTheirLeasesWhereThePoolKeepsNoAccount(Supplier<TestClient> made)
      throws Exception {
    TestClient client = made.get();
    PoolTracker tracker = SocketTracker.create(List.of()).pools();
    client.use().accept(server.url("/a"));
    Object entry = idleEntry(client);
    client.lease().accept(server.url("/b")); // gets the idle one
    tracker.poolCreated(client.pool(), client.kind().ordinal());
    Shop.lease(tracker, client.pool(), client.kind().ordinal(), entry);

    PoolReading reading = PoolReader.read(tracker.pools()).get(0);

    assertThat(reading.leased()).isEqualTo(1);
    assertThat(reading.available()).isZero();
    assertThat(reading.connections()).hasSize(1);
    ConnectionReading connection = reading.connections().get(0);
    assertThat(connection.state()).isEqualTo(PoolState.LEASED);
    assertThat(connection.route()).contains("http://127.0.0.1:" + server.port());
    assertThat(connection.open()).isTrue();
    assertThat(connection.lease()).isNotNull();
    assertEnds(connection);
  }

  private static Object idleEntry(TestClient client) throws NotUnderstoodException {
    Contents contents = PoolFamilies.read(client.kind(), client.pool(), new LockWait());
    assertThat(contents.idleEntries).hasSize(1);
    return contents.idleEntries[0];
  }
}
