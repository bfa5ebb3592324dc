package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.thread;
import static io.closewatch.diagnosis.SocketFixtures.trace;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.PoolSite;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Pools, leases and snapshots with them for tests, with the facts that matter as arguments. */
public final class PoolFixtures {
  public static final String FETCH = "com.acme.Crawler.fetch(Crawler.java:42)";
  public static final String MADE = "com.acme.Clients.make(Clients.java:17)";
  public static final String ROUTE = "{}->http://shop.example:80";

  private static final String LEASED_IN =
      "org.apache.http.pool.AbstractConnPool.getPoolEntryBlocking(AbstractConnPool.java:393)";
  private static final String EXECUTED_IN =
      "org.apache.http.impl.client.CloseableHttpClient.execute(CloseableHttpClient.java:108)";
  private static final String CALLER = "com.acme.Crawler.crawl(Crawler.java:30)";

  /** The stack that leased a connection for a line, which one line calls. */
  public static Trace leaseAt(String line) {
    return trace(2, LEASED_IN, EXECUTED_IN, line, CALLER);
  }

  /** A thread that waits elsewhere for the next task. */
  public static ThreadSnapshot elsewhere(String name) {
    return thread(
        name,
        Thread.State.WAITING,
        99_000,
        "java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)",
        "java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)");
  }

  /** A thread that works in the method that leased, on another line. */
  public static ThreadSnapshot inside(String name) {
    return thread(
        name,
        Thread.State.RUNNABLE,
        0,
        "com.acme.Parser.parse(Parser.java:3)",
        "com.acme.Crawler.fetch(Crawler.java:45)",
        CALLER);
  }

  /** A thread that waits in the pool, asked at a line. */
  public static ThreadSnapshot leasing(String name, String line, long stillMillis) {
    return thread(
        name,
        Thread.State.WAITING,
        stillMillis,
        "java.util.concurrent.locks.LockSupport.park(LockSupport.java:211)",
        "org.apache.http.pool.PoolEntryFuture.await(PoolEntryFuture.java:138)",
        LEASED_IN,
        EXECUTED_IN,
        line,
        CALLER);
  }

  public static Handling left(String line) {
    return SocketFixtures.handledBy(leaseAt(line), elsewhere("worker-1"));
  }

  public static Handling ended(String line) {
    return new Handling(leaseAt(line), "worker-9", null, true, null, -1);
  }

  public static Handling working(String line) {
    return SocketFixtures.handledBy(leaseAt(line), inside("worker-2"));
  }

  /** A socket that the library opened for the crawler's line. */
  public static SocketSnapshot.Builder pooledSocket(TcpRow row, long quietMillis) {
    SiteSnapshot site = site(SocketKind.CLIENT_SOCKET, FETCH);
    return SocketSnapshot.of(
            7,
            site,
            trace(
                2,
                "java.net.Socket.connect(Socket.java:633)",
                "org.apache.http.impl.conn.Operator.connect(Operator.java:142)",
                FETCH))
        .threadName("worker-1")
        .ageMillis(200_000)
        .row(row, null)
        .stateMillis(quietMillis);
  }

  /** Leased 100 s ago, open, in a state for the given time. */
  public static PoolConnection.Builder leased(
      Handling lease, TcpState state, long rxQueue, long quietMillis) {
    TcpRow row = row(state, rxQueue);
    return connection(PoolState.LEASED, row, quietMillis).sinceMillis(100_000).lease(lease);
  }

  /** Idle for as long as its state lasts, kept for another minute. */
  public static PoolConnection.Builder idle(TcpState state, long rxQueue, long quietMillis) {
    return connection(PoolState.IDLE, row(state, rxQueue), quietMillis)
        .sinceMillis(quietMillis)
        .keptMillis(60_000);
  }

  private static PoolConnection.Builder connection(PoolState state, TcpRow row, long quietMillis) {
    return PoolConnection.of(state)
        .route(ROUTE)
        .open(true)
        .local(row.local())
        .remote(row.remote())
        .socket(pooledSocket(row, quietMillis).build())
        .row(row)
        .quietMillis(quietMillis);
  }

  /** A pool of 4.5.14 that holds two connections for each route, made at {@link #MADE}. */
  public static PoolSnapshot.Builder pool(PoolConnection.Builder... connections) {
    return pool(PoolKind.POOL_4, "Apache HttpClient 4.5.14", connections);
  }

  public static PoolSnapshot.Builder pool(
      PoolKind kind, String library, PoolConnection.Builder... connections) {
    List<PoolConnection> built =
        Arrays.stream(connections).map(PoolConnection.Builder::build).toList();
    int leased = (int) built.stream().filter(c -> c.state() == PoolState.LEASED).count();
    return PoolSnapshot.of("PoolingHttpClientConnectionManager-1", kind)
        .library(library)
        .createdAt(madeAt(MADE))
        .ageMillis(500_000)
        .unusedMillis(90_000)
        .leased(leased)
        .available(built.size() - leased)
        .pending(0)
        .max(20)
        .maxPerRoute(2)
        .leasedTotal(40)
        .connections(built);
  }

  public static Trace madeAt(String... lines) {
    String[] frames = new String[lines.length + 1];
    frames[0] = "org.apache.http.pool.AbstractConnPool.<init>(AbstractConnPool.java:79)";
    System.arraycopy(lines, 0, frames, 1, lines.length);
    return trace(1, frames);
  }

  public static Snapshot snapshot(PoolSnapshot.Builder... pools) {
    return snapshot(kernel(), List.of(), List.of(), pools);
  }

  /** With the pools' own sockets, and others. */
  public static Snapshot snapshot(
      KernelSnapshot kernel,
      List<SocketSnapshot> others,
      List<PoolSite> sites,
      PoolSnapshot.Builder... pools) {
    List<PoolSnapshot> built = Arrays.stream(pools).map(PoolSnapshot.Builder::build).toList();
    List<SocketSnapshot> sockets =
        Stream.concat(
                others.stream(),
                built.stream()
                    .flatMap(pool -> pool.connections().stream())
                    .map(PoolConnection::socket)
                    .filter(Objects::nonNull))
            .toList();
    List<SiteSnapshot> socketSites = sockets.stream().map(SocketSnapshot::site).distinct().toList();
    return new Snapshot(
        NOW,
        NOW,
        12_300,
        sockets,
        socketSites,
        kernel,
        0,
        List.of(),
        HttpPools.of().pools(built).sites(sites).build());
  }

  public static List<Finding> findings(PoolSnapshot.Builder... pools) {
    return Diagnosis.of(snapshot(pools), GRACES, Trends.NONE);
  }

  private PoolFixtures() {}
}
