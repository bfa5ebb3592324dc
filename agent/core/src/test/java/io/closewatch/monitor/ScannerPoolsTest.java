package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.kernel.FakeKernel;
import io.closewatch.kernel.TcpState;
import io.closewatch.pool.FakePool;
import io.closewatch.pool.PoolReader;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.TrackedPool;
import io.closewatch.tracker.TrackedPools;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScannerPoolsTest {
  private static final Graces GRACES = new Graces(60_000, 60_000, 30_000, 60_000, 600_000);

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final FakeKernel kernel = new FakeKernel();
  private final Scanner scanner = new Scanner(tracker, kernel, GRACES);
  private final Object owner = new Object();
  private final FakePool pool = new FakePool();
  private final TrackedPool tracked = TrackedPools.of(pool, PoolKind.POOL_4);

  private static FakePool.Entry entry(int localPort) throws UnknownHostException {
    return new FakePool.Entry(
        "{}->http://shop:80",
        new FakePool.Connection(
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), localPort),
            new InetSocketAddress(InetAddress.getByName("10.0.0.7"), 80)));
  }

  private HttpPools scan(TrackedPool... pools) {
    return scanner.scan(PoolReader.read(List.of(pools))).pools();
  }

  private PoolConnection connection() {
    return scan(tracked).pools().get(0).connections().get(0);
  }

  @Test
  void joinsAnIdleConnectionWithItsSocketByItsEnds() throws Exception {
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, owner, 7);
    kernel.unread(7, 1001, TcpState.CLOSE_WAIT, 1);
    pool.available.add(entry(40_000));

    PoolConnection connection = connection();

    assertThat(connection.state()).isEqualTo(PoolState.IDLE);
    assertThat(connection.route()).isEqualTo("http://shop:80");
    assertThat(connection.open()).isTrue();
    assertThat(connection.socket().fd()).isEqualTo(7);
    assertThat(connection.row().state()).isEqualTo(TcpState.CLOSE_WAIT);
    assertThat(connection.keptMillis()).isEqualTo(PoolConnection.KEPT_FOREVER);
    assertThat(connection.lease()).isNull();
  }

  @Test
  void joinsNothingWithOtherEnds() throws Exception {
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, owner, 7);
    kernel.unread(7, 1001, TcpState.CLOSE_WAIT, 1);
    pool.available.add(entry(40_001));

    assertThat(connection().socket()).isNull();
    assertThat(connection().row()).isNull();
  }

  @Test
  void findsTheRowOfASocketFromBeforeTheAgentCame() throws Exception {
    kernel.untracked(9, 2001, TcpState.CLOSE_WAIT, 21);
    pool.leased.add(entry(40_000));

    PoolConnection connection = connection();
    assertThat(connection.socket()).isNull();
    assertThat(connection.row().rxQueue()).isEqualTo(21);
    assertThat(connection.quietMillis()).isZero();
    assertThat(connection.sinceMillis()).isEqualTo(-1);

    await().until(() -> connection().quietMillis() >= 5);

    kernel.untracked(9, 2001, TcpState.CLOSE_WAIT, 22);
    assertThat(connection().quietMillis()).isZero();
  }

  @Test
  void prefersTheLivingSocketToADeadOneThatHadTheSameEnds() throws Exception {
    Object dead = new Object();
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, dead, 7);
    kernel.socket(7, 1001, TcpState.ESTABLISHED);
    scan();
    kernel.socket(7, 1001, null);
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, owner, 8);
    kernel.socket(8, 1002, TcpState.ESTABLISHED);
    pool.available.add(entry(40_000));

    assertThat(connection().socket().fd()).isEqualTo(8);
  }

  @Test
  void numbersPoolsBySimpleNameAndKeepsTheirNames() {
    TrackedPool second = TrackedPools.of(new FakePool(), PoolKind.POOL_4);
    TrackedPool other = TrackedPools.of(new Object() {}, PoolKind.POOL_4);

    assertThat(scan(tracked, second, other).pools())
        .extracting(PoolSnapshot::name)
        .containsExactly("FakePool-1", "FakePool-2", "ScannerPoolsTest-1");
    assertThat(scan(second, tracked).pools())
        .extracting(PoolSnapshot::name)
        .containsExactly("FakePool-2", "FakePool-1");
  }

  @Test
  void namesAPoolAfterTheManagerThatMadeIt() {
    TrackedPool made =
        TrackedPools.madeBy(
            pool,
            PoolKind.POOL_4,
            new Frame("org.apache.http.impl.conn.CPool", "<init>", null, 1),
            new Frame("a.PoolingHttpClientConnectionManager", "<init>", null, 2),
            new Frame("com.example.ShopConnectionManager", "<init>", null, 3));

    assertThat(scan(made).pools().get(0).name()).isEqualTo("PoolingHttpClientConnectionManager-1");
  }

  @Test
  void countsForHowLongRequestsHaveBeenWaitingAtEveryScan() {
    pool.pending.add(new Object());
    assertThat(scan(tracked).pools().get(0).pendingMillis()).isZero();
    await().until(() -> scan(tracked).pools().get(0).pendingMillis() >= 5);

    pool.pending.clear();
    PoolSnapshot idle = scan(tracked).pools().get(0);
    assertThat(idle.pending()).isZero();
    assertThat(idle.pendingMillis()).isZero();
  }

  @Test
  void tellsWhichPoolsAreNotUnderstood() {
    Object strange = new Object();
    TrackedPool first = TrackedPools.of(strange, PoolKind.STRICT_5);
    TrackedPool second = TrackedPools.of(strange, PoolKind.STRICT_5);

    HttpPools pools = scan(first, second, tracked);

    assertThat(pools.problems()).containsExactly("pool not understood: java.lang.Object");
    assertThat(pools.pools().get(0).problem()).isEqualTo("pool not understood: java.lang.Object");
    assertThat(pools.pools().get(2).problem()).isEmpty();
  }
}
