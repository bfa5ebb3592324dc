package io.closewatch.pool;

import static org.awaitility.Awaitility.await;

import io.closewatch.tracker.PoolKind;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client of some library with a pool of some kind.
 *
 * @param library what the pool's library is expected to be called
 * @param loader of the library
 * @param lease makes a request for the URL and keeps its connection
 * @param use makes a request for the URL and gives its connection back
 */
record TestClient(
    String library,
    PoolKind kind,
    ClassLoader loader,
    Object pool,
    Consumer<String> lease,
    Consumer<String> use) {
  private static final String V3 = "org.apache.commons.httpclient.";
  private static final String V4 = "org.apache.http.";
  private static final String V5 = "org.apache.hc.client5.http.";

  static TestClient commons(String version, PoolKind kind) {
    ClassLoader loader = HttpLibrary.load("commons-" + version);
    String type = kind.isSingle() ? "SimpleHttp" : "MultiThreadedHttp";
    Object manager = Reflected.make(loader, V3 + type + "ConnectionManager");
    Object client = Reflected.make(loader, V3 + "HttpClient", manager);
    Function<String, Object> get =
        url -> {
          Object method = Reflected.make(loader, V3 + "methods.GetMethod", url);
          Reflected.call(client, "executeMethod", method);
          return method;
        };
    return of(
        "Commons HttpClient " + version,
        kind,
        loader,
        manager,
        get,
        method -> {
          Reflected.call(method, "getResponseBody");
          Reflected.call(method, "releaseConnection");
        });
  }

  static TestClient early4(String version, String manager, PoolKind kind) {
    ClassLoader loader = HttpLibrary.load("client-" + version);
    Object params = Reflected.make(loader, V4 + "params.BasicHttpParams");
    Object schemes = Reflected.make(loader, V4 + "conn.scheme.SchemeRegistry");
    Object plain =
        Reflected.callStatic(loader, V4 + "conn.scheme.PlainSocketFactory", "getSocketFactory");
    Reflected.call(
        schemes, "register", Reflected.make(loader, V4 + "conn.scheme.Scheme", "http", plain, 80));
    boolean withParams =
        version.startsWith("4.0") || manager.endsWith("ThreadSafeClientConnManager");
    Object made =
        withParams
            ? Reflected.make(loader, V4 + "impl.conn." + manager, params, schemes)
            : Reflected.make(loader, V4 + "impl.conn." + manager, schemes);
    Object client = Reflected.make(loader, V4 + "impl.client.DefaultHttpClient", made, params);
    Object pool = kind.isSingle() ? made : Reflected.field(made, "pool", "connectionPool");
    return of(
        "Apache HttpClient " + version,
        kind,
        loader,
        pool,
        url -> execute(client, Reflected.make(loader, V4 + "client.methods.HttpGet", url)),
        response -> Reflected.call(Reflected.call(response, "getEntity"), "consumeContent"));
  }

  static TestClient late4(PoolKind kind) {
    ClassLoader loader = HttpLibrary.load("client-4.5.14");
    String type = kind.isSingle() ? "BasicHttp" : "PoolingHttp";
    Object manager = Reflected.make(loader, V4 + "impl.conn." + type + "ClientConnectionManager");
    Object client = built(loader, V4 + "impl.client.HttpClients", manager);
    return of(
        "Apache HttpClient 4.5.14",
        kind,
        loader,
        kind.isSingle() ? manager : Reflected.field(manager, "pool"),
        url -> execute(client, Reflected.make(loader, V4 + "client.methods.HttpGet", url)),
        response ->
            Reflected.callStatic(
                loader, V4 + "util.EntityUtils", "consume", Reflected.call(response, "getEntity")));
  }

  static TestClient five(String version, String library, String policy, PoolKind kind) {
    ClassLoader loader = HttpLibrary.load("client-" + version);
    Object manager =
        kind.isSingle()
            ? Reflected.make(loader, V5 + "impl.io.BasicHttpClientConnectionManager")
            : pooling5(loader, V5 + "impl.io.PoolingHttpClientConnectionManagerBuilder", policy);
    Object client = built(loader, V5 + "impl.classic.HttpClients", manager);
    return of(
        library,
        kind,
        loader,
        kind.isSingle() ? manager : Reflected.field(manager, "pool"),
        url -> execute(client, Reflected.make(loader, V5 + "classic.methods.HttpGet", url)),
        response ->
            Reflected.callStatic(
                loader,
                "org.apache.hc.core5.http.io.entity.EntityUtils",
                "consume",
                Reflected.call(response, "getEntity")));
  }

  static TestClient async5(String version, String library, String policy, PoolKind kind) {
    ClassLoader loader = HttpLibrary.load("client-" + version);
    Object manager =
        pooling5(loader, V5 + "impl.nio.PoolingAsyncClientConnectionManagerBuilder", policy);
    Object client = built(loader, V5 + "impl.async.HttpAsyncClients", manager);
    Reflected.call(client, "start");
    Object pool = Reflected.field(manager, "pool");
    Function<String, Future<?>> get =
        url -> {
          Object request =
              Reflected.make(
                  loader, V5 + "async.methods.SimpleHttpRequest", "GET", URI.create(url));
          return (Future<?>) Reflected.call(client, "execute", request, null);
        };
    return async(library, kind, loader, pool, get);
  }

  static TestClient async4(String version) {
    ClassLoader loader = HttpLibrary.load("async-" + version);
    Object reactor = Reflected.make(loader, V4 + "impl.nio.reactor.DefaultConnectingIOReactor");
    Object manager =
        Reflected.make(loader, V4 + "impl.nio.conn.PoolingNHttpClientConnectionManager", reactor);
    Object client = built(loader, V4 + "impl.nio.client.HttpAsyncClients", manager);
    Reflected.call(client, "start");
    Function<String, Future<?>> get =
        url ->
            (Future<?>)
                Reflected.call(
                    client,
                    "execute",
                    Reflected.make(loader, V4 + "client.methods.HttpGet", url),
                    null);
    return async(
        "Apache HttpAsyncClient " + version,
        PoolKind.NIO_POOL_4,
        loader,
        Reflected.field(manager, "pool"),
        get);
  }

  /** Connections stay out for as long as the server does not answer. */
  private static TestClient async(
      String library,
      PoolKind kind,
      ClassLoader loader,
      Object pool,
      Function<String, Future<?>> get) {
    return new TestClient(
        library,
        kind,
        loader,
        pool,
        url -> {
          int before = leased(pool);
          get.apply(url.replaceFirst("/[a-z]*$", "/never"));
          await().until(() -> leased(pool) > before);
        },
        url -> {
          int before = available(pool);
          answer(get.apply(url));
          await().until(() -> available(pool) > before);
        });
  }

  private static int leased(Object pool) {
    return (Integer) Reflected.call(Reflected.call(pool, "getTotalStats"), "getLeased");
  }

  private static int available(Object pool) {
    return (Integer) Reflected.call(Reflected.call(pool, "getTotalStats"), "getAvailable");
  }

  private static void answer(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static TestClient of(
      String library,
      PoolKind kind,
      ClassLoader loader,
      Object pool,
      Function<String, Object> get,
      Consumer<Object> consume) {
    return new TestClient(
        library, kind, loader, pool, get::apply, url -> consume.accept(get.apply(url)));
  }

  private static Object execute(Object client, Object request) {
    return Reflected.call(client, "execute", request);
  }

  private static Object pooling5(ClassLoader loader, String builder, String policy) {
    Object made = Reflected.callStatic(loader, builder, "create");
    Reflected.call(
        made,
        "setPoolConcurrencyPolicy",
        Reflected.constant(loader, "org.apache.hc.core5.pool.PoolConcurrencyPolicy", policy));
    return Reflected.call(made, "build");
  }

  private static Object built(ClassLoader loader, String factory, Object manager) {
    Object builder = Reflected.callStatic(loader, factory, "custom");
    Reflected.call(builder, "setConnectionManager", manager);
    return Reflected.call(builder, "build");
  }

  /** The entries that the pool itself holds for leased; none if it has no account of them. */
  Collection<?> leasedEntries() {
    return (Collection<?>) Reflected.field(pool, "leased");
  }
}
