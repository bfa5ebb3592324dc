package io.closewatch.probes;

import io.closewatch.probes.pool.AbstractConnPool;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.ConnectionRequest;
import org.apache.http.conn.HttpClientConnectionManager;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.pool.BasicConnPool;
import org.apache.http.impl.pool.BasicPoolEntry;
import org.apache.http.protocol.HttpContext;

/** Pools that make it hard for those who look at them. Argument: the fault. */
final class FaultyPools {

  private static final List<Object> KEPT = new ArrayList<>();

  private static volatile boolean hostile;

  /** Does what the library asks of it, and nothing for anybody who comes later. */
  private static final class HostileEntry extends BasicPoolEntry {
    HostileEntry(String id, HttpHost route, HttpClientConnection connection) {
      super(id, route, connection);
    }

    @Override
    public boolean equals(Object other) {
      return this == other && hashCode() == 1;
    }

    @Override
    public int hashCode() {
      if (hostile) {
        throw new IllegalStateException("hostile entry");
      }
      return 1;
    }
  }

  private static final class HostilePool extends BasicConnPool {
    @Override
    protected BasicPoolEntry createEntry(HttpHost host, HttpClientConnection connection) {
      return new HostileEntry("entry", host, connection);
    }
  }

  private static final class OwnManager extends PoolingHttpClientConnectionManager {}

  /** As applications wrap a manager to measure it. */
  private static final class WrappedManager implements HttpClientConnectionManager {
    private final HttpClientConnectionManager manager;

    WrappedManager(HttpClientConnectionManager manager) {
      this.manager = manager;
    }

    @Override
    public ConnectionRequest requestConnection(HttpRoute route, Object state) {
      return manager.requestConnection(route, state);
    }

    @Override
    public void releaseConnection(
        HttpClientConnection connection, Object state, long validFor, TimeUnit unit) {
      manager.releaseConnection(connection, state, validFor, unit);
    }

    @Override
    public void connect(
        HttpClientConnection connection, HttpRoute route, int timeout, HttpContext context)
        throws IOException {
      manager.connect(connection, route, timeout, context);
    }

    @Override
    public void upgrade(HttpClientConnection connection, HttpRoute route, HttpContext context)
        throws IOException {
      manager.upgrade(connection, route, context);
    }

    @Override
    public void routeComplete(HttpClientConnection connection, HttpRoute route, HttpContext context)
        throws IOException {
      manager.routeComplete(connection, route, context);
    }

    @Override
    public void closeIdleConnections(long idle, TimeUnit unit) {
      manager.closeIdleConnections(idle, unit);
    }

    @Override
    public void closeExpiredConnections() {
      manager.closeExpiredConnections();
    }

    @Override
    public void shutdown() {
      manager.shutdown();
    }
  }

  public static void main(String[] args) throws Exception {
    try (IdleClosingServer server = IdleClosingServer.start()) {
      switch (args[0]) {
        case "busy":
          busy(server.url(20));
          break;
        case "thousand":
          thousand(server.url(20));
          break;
        case "subclassed":
          leak(new OwnManager(), server.url(20));
          break;
        case "wrapped":
          leak(new WrappedManager(new PoolingHttpClientConnectionManager()), server.url(20));
          break;
        case "closed":
          leak(new PoolingHttpClientConnectionManager(), server.url(20)).close();
          break;
        case "hostile":
          hostile(new HttpHost("127.0.0.1", server.port()));
          break;
        default:
          madeUp();
      }
      StandardInput.awaitAfter("ready");
    }
  }

  private static CloseableHttpClient leak(HttpClientConnectionManager manager, String page)
      throws IOException {
    CloseableHttpClient client = HttpClients.custom().setConnectionManager(manager).build();
    KEPT.add(client);
    for (int i = 0; i < 2; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: leak
    }
    return client;
  }

  /** A thread keeps the pool's own lock for ever. */
  private static void busy(String page) throws Exception {
    PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager();
    leak(manager, page);
    Object pool = field(PoolingHttpClientConnectionManager.class, "pool").get(manager);
    Lock lock = (Lock) field(org.apache.http.pool.AbstractConnPool.class, "lock").get(pool);
    CountDownLatch locked = new CountDownLatch(1);
    IdleClosingServer.daemon(
        "holder",
        () -> {
          lock.lock();
          locked.countDown();
          while (true) {
            LockSupport.park();
          }
        });
    locked.await();
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static void thousand(String page) throws IOException {
    for (int i = 0; i < 999; i++) {
      HttpClient client = HttpClients.createDefault();
      KEPT.add(client);
    }
    leak(new PoolingHttpClientConnectionManager(), page);
  }

  private static void hostile(HttpHost host) throws Exception {
    HostilePool pool = new HostilePool();
    KEPT.add(pool);
    for (int i = 0; i < 2; i++) {
      KEPT.add(pool.lease(host, null).get()); // lease: hostile
    }
    hostile = true;
  }

  private static void madeUp() {
    AbstractConnPool pool = new AbstractConnPool();
    KEPT.add(pool);
    for (int i = 0; i < 3; i++) {
      KEPT.add(pool.lease());
    }
    pool.release(pool.lease(), true);
    pool.release(pool.lease(), true);
  }

  private FaultyPools() {}
}
