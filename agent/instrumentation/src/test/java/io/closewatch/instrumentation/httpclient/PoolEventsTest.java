package io.closewatch.instrumentation.httpclient;

import static io.closewatch.instrumentation.httpclient.Reflected.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.closewatch.bootstrap.PoolEvents;
import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookedLibrary;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hooks report of real pools, none of which needs a network for a lease. */
class PoolEventsTest {
  private static final String COMMONS = "org.apache.commons.httpclient.";
  private static final String CORE5 = "org.apache.hc.core5.";

  private final List<String> events = new ArrayList<>();
  private final List<Object> pools = new ArrayList<>();
  private final List<Object> entries = new ArrayList<>();
  private final List<Object> futures = new ArrayList<>();
  private volatile HookedLibrary loader;
  private long suppressed;

  @BeforeEach
  void install() {
    suppressed = SocketHooks.suppressedErrors();
    PoolHooks.install(
        (PoolEvents)
            Proxy.newProxyInstance(
                PoolEvents.class.getClassLoader(),
                new Class<?>[] {PoolEvents.class},
                (proxy, method, arguments) -> {
                  // Not what a finalizer does to the pools of another test.
                  if (arguments[0].getClass().getClassLoader() == loader) {
                    record(method.getName(), arguments);
                  }
                  return null;
                }));
  }

  @AfterEach
  void uninstall() {
    PoolHooks.install(null);
    assertThat(SocketHooks.suppressedErrors()).isEqualTo(suppressed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.1", "3.1"})
  void ofCommonsHttpClient(String version) throws Exception {
    Reflected library = library("commons-httpclient-" + version, "commons-logging-1.2");
    Object manager = library.make(COMMONS + "MultiThreadedHttpConnectionManager");
    Object host = library.make(COMMONS + "HostConfiguration");
    call(host, "setHost", "127.0.0.1");
    Object first = call(manager, "getConnectionWithTimeout", host, 100L);
    call(manager, "getConnectionWithTimeout", host, 100L);
    assertThatThrownBy(() -> call(manager, "getConnectionWithTimeout", host, 1L))
        .hasMessageContaining("Timeout");
    call(manager, "releaseConnection", first);
    call(manager, "closeIdleConnections", 0L);
    call(manager, "shutdown");

    assertThat(events)
        .containsExactly(
            "poolCreated pool0",
            "leased pool0 entry0",
            "leased pool0 entry1",
            "leaseFailed pool0 ConnectionPoolTimeoutException",
            "released pool0 entry0",
            "evicting pool0",
            "closing pool0");
    assertThat(pools).containsExactly(manager);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.1", "3.1"})
  void ofTheOneConnectionOfCommonsHttpClient(String version) throws Exception {
    Reflected library = library("commons-httpclient-" + version, "commons-logging-1.2");
    Object manager = library.make(COMMONS + "SimpleHttpConnectionManager");
    Object host = library.make(COMMONS + "HostConfiguration");
    call(host, "setHost", "127.0.0.1");
    Object connection = call(manager, "getConnection", host);
    call(manager, "releaseConnection", connection);

    assertThat(events)
        .contains("leased pool0 pool0", "released pool0 pool0")
        .doesNotHaveDuplicates();
    assertThat(pools).containsExactly(manager);
  }

  @ParameterizedTest
  @CsvSource({"4.0.3,4.0.1", "4.1.3,4.1.4", "4.2.6,4.2.5", "4.5.14,4.4.16"})
  void ofThreadSafeClientConnManager(String client, String core) throws Exception {
    Reflected library = client4(client, core);
    Object manager =
        library.make(
            "org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager",
            library.make("org.apache.http.params.BasicHttpParams"),
            library.make("org.apache.http.conn.scheme.SchemeRegistry"));
    Object connection = lease(manager, route4(library), "getConnection");
    lease(manager, route4(library), "getConnection");
    assertThatThrownBy(() -> lease(manager, route4(library), "getConnection"))
        .hasMessageContaining("Timeout");
    call(manager, "releaseConnection", connection, 1L, TimeUnit.SECONDS);
    call(manager, "shutdown");

    assertThat(events)
        .containsExactly(
            "poolCreated pool0",
            "leased pool0 entry0",
            "leased pool0 entry1",
            "leaseFailed pool0 ConnectionPoolTimeoutException",
            "released pool0 entry0",
            "closing pool0");
  }

  @ParameterizedTest
  @CsvSource({
    "SingleClientConnManager,4.0.3,4.0.1,getConnection",
    "SingleClientConnManager,4.1.3,4.1.4,getConnection",
    "BasicClientConnectionManager,4.2.6,4.2.5,getConnection",
    "BasicHttpClientConnectionManager,4.3.6,4.3.3,get",
    "BasicHttpClientConnectionManager,4.5.14,4.4.16,get",
  })
  void ofManagersWithOneConnection(String manager, String client, String core, String get)
      throws Exception {
    Reflected library = client4(client, core);
    Object single = single4(library, manager);
    Object connection = lease(single, route4(library), get);
    if (get.equals("get")) {
      assertThatThrownBy(() -> lease(single, route4(library), get))
          .hasMessageContaining("still allocated");
      call(single, "releaseConnection", connection, null, 1L, TimeUnit.SECONDS);
      assertThat(events).contains("leaseFailed pool0 IllegalStateException");
    } else {
      call(single, "releaseConnection", connection, 1L, TimeUnit.SECONDS);
    }
    call(single, "closeIdleConnections", 1L, TimeUnit.SECONDS);
    call(single, "shutdown");

    assertThat(events.stream().filter(event -> !event.startsWith("leaseFailed")))
        .containsExactly(
            "poolCreated pool0",
            "leased pool0 pool0",
            "released pool0 pool0",
            "evicting pool0",
            "closing pool0");
    assertThat(pools).containsExactly(single);
  }

  @ParameterizedTest
  @CsvSource({
    "PoolingClientConnectionManager,4.2.6,4.2.5,getConnection",
    "PoolingHttpClientConnectionManager,4.3.6,4.3.3,get",
    "PoolingHttpClientConnectionManager,4.5.14,4.4.16,get",
  })
  void ofPooledManagers(String manager, String client, String core, String get) throws Exception {
    Reflected library = client4(client, core);
    Object pooled = library.make("org.apache.http.impl.conn." + manager);
    Object connection = lease(pooled, route4(library), get);
    lease(pooled, route4(library), get);
    assertThatThrownBy(() -> lease(pooled, route4(library), get)).hasMessageContaining("Timeout");
    if (get.equals("get")) {
      call(pooled, "releaseConnection", connection, null, 1L, TimeUnit.SECONDS);
    } else {
      call(pooled, "releaseConnection", connection, 1L, TimeUnit.SECONDS);
    }
    call(pooled, "closeIdleConnections", 0L, TimeUnit.SECONDS);
    call(pooled, "closeExpiredConnections");
    call(pooled, "shutdown");

    assertThat(events.stream().filter(event -> !isOfFuture(event)))
        .containsExactly(
            "poolCreated pool0",
            "leased pool0 entry0",
            "leased pool0 entry1",
            "leaseFailed pool0 TimeoutException",
            "released pool0 entry0",
            "evicting pool0",
            "closing pool0");
  }

  @ParameterizedTest
  // The newest returns a wrapper of the future that will be completed.
  @CsvSource({"4.2.5,future0", "4.3.3,future0", "4.4.16,future1"})
  void ofAsynchronousPools4(String version, String returned) throws Exception {
    Reflected library = library("httpcore-nio-" + version, "httpcore-" + version);
    Object reactor = library.proxy("org.apache.http.nio.reactor.ConnectingIOReactor");
    Object parameters = library.make("org.apache.http.params.BasicHttpParams");
    Object pool =
        library.make("org.apache.http.impl.nio.pool.BasicNIOConnPool", reactor, parameters);
    Object host = library.make("org.apache.http.HttpHost", "127.0.0.1", 80);
    Future<?> lease = (Future<?>) call(pool, "lease", host, null);
    lease.cancel(true);
    call(pool, "closeExpired");
    call(pool, "shutdown", 1L);

    assertThat(pools).containsExactly(pool);
    assertThat(events)
        .containsExactly(
            "poolCreated pool0",
            "leaseRequested pool0",
            "requestQueued future0",
            "leaseReturned pool0 " + returned,
            "cancelled future0",
            "evicting pool0",
            "closing pool0");
  }

  @ParameterizedTest
  @CsvSource({
    "StrictConnPool,5.0",
    "StrictConnPool,5.2.4",
    "StrictConnPool,5.3.6",
    "StrictConnPool,5.4.4",
  })
  void ofStrictPools(String type, String version) throws Exception {
    leasesThreeOfOne(library("httpcore5-" + version), type, 1, 1);

    assertThat(events)
        .containsExactly(
            "poolCreated pool0",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "requestQueued future0",
            "completing future0 entry0",
            "completed future0 entry0 true",
            "leaseReturned pool0 future0",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "requestQueued future1",
            "leaseReturned pool0 future1",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "requestQueued future2",
            "leaseReturned pool0 future2",
            "cancelled future2",
            "released pool0 entry0",
            "completing future1 entry0",
            "completed future1 entry0 true",
            "evicting pool0",
            "closing pool0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0", "5.2.4", "5.3.6", "5.4.4"})
  void ofLaxPools(String version) throws Exception {
    leasesThreeOfOne(library("httpcore5-" + version), "LaxConnPool", 1);

    assertThat(events)
        .containsSubsequence(
            "poolCreated pool0",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "leaseReturned pool0 future0",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "requestQueued future1",
            "leaseReturned pool0 future1",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "requestQueued future2",
            "leaseReturned pool0 future2",
            "cancelled future2",
            "released pool0 entry0",
            "completing future1 entry0",
            "completed future1 entry0 true",
            "evicting pool0",
            "closing pool0");
  }

  @ParameterizedTest
  @ValueSource(strings = "5.4.4")
  void ofOffLockPools(String version) throws Exception {
    Reflected library = library("httpcore5-" + version);
    Object never = library.constant(CORE5 + "util.TimeValue", "NEG_ONE_MILLISECOND");
    Object policy = library.constant(CORE5 + "pool.PoolReusePolicy", "LIFO");
    Object disposal = library.proxy(CORE5 + "pool.DisposalCallback");
    leasesThreeOfOne(library, "RouteSegmentedConnPool", 1, 1, never, policy, disposal);

    assertThat(events)
        .containsExactly(
            "poolCreated pool0",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "leaseReturned pool0 future0",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "leaseReturned pool0 future1",
            "leaseRequested pool0 a:80",
            "leaseLimited 30 SECONDS",
            "leaseReturned pool0 future2",
            "released pool0 entry0",
            "evicting pool0",
            "closing pool0");
  }

  @ParameterizedTest
  @CsvSource({"5.0,5.0,5.2.4", "5.2.3,5.2.4,5.2.4", "5.6.5,5.4.4,5.4.4"})
  void ofTheBasicManager5(String client, String core, String h2) throws Exception {
    Reflected library = library("httpclient5-" + client, "httpcore5-" + core, "httpcore5-h2-" + h2);
    Object manager =
        library.make("org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager");
    Object host = library.make(CORE5 + "http.HttpHost", "127.0.0.1", 80);
    Object route = library.make("org.apache.hc.client5.http.HttpRoute", host);
    Object timeout = library.callStatic(CORE5 + "util.Timeout", "ofSeconds", 1L);
    Object request = call(manager, "lease", "id", route, timeout, null);
    Object endpoint = call(request, "get", timeout);
    call(manager, "release", endpoint, null, timeout);
    call(manager, "closeExpired");
    call(manager, "close");

    assertThat(events)
        .containsExactly(
            "poolCreated pool0",
            "leased pool0 pool0",
            "released pool0 pool0",
            "evicting pool0",
            "closing pool0");
    assertThat(pools).containsExactly(manager);
  }

  @ParameterizedTest
  @CsvSource({
    "5.0,5.0,5.2.4,STRICT",
    "5.0,5.0,5.2.4,LAX",
    "5.2.3,5.2.4,5.2.4,STRICT",
    "5.2.3,5.2.4,5.2.4,LAX",
    "5.6.5,5.4.4,5.4.4,STRICT",
    "5.6.5,5.4.4,5.4.4,LAX",
    "5.6.5,5.4.4,5.4.4,OFFLOCK",
  })
  void ofARequestThatStopsWaiting(String client, String core, String h2, String policy)
      throws Exception {
    Reflected library = library("httpclient5-" + client, "httpcore5-" + core, "httpcore5-h2-" + h2);
    String builders =
        "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder";
    Object builder = library.callStatic(builders, "create");
    Object policies = library.constant(CORE5 + "pool.PoolConcurrencyPolicy", policy);
    call(builder, "setPoolConcurrencyPolicy", policies);
    call(builder, "setMaxConnPerRoute", 1);
    call(builder, "setMaxConnTotal", 1);
    Object manager = call(builder, "build");
    Object host = library.make(CORE5 + "http.HttpHost", "127.0.0.1", 80);
    Object route = library.make("org.apache.hc.client5.http.HttpRoute", host);
    Object timeout = library.callStatic(CORE5 + "util.Timeout", "ofSeconds", 30L);
    Object none = library.callStatic(CORE5 + "util.Timeout", "ofMilliseconds", 1L);
    call(call(manager, "lease", "first", route, timeout, null), "get", timeout);
    assertThat(events).doesNotContain("leaseGivenUp future0");

    Object request = call(manager, "lease", "second", route, timeout, null);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> call(request, "get", timeout))
        .isInstanceOf(InterruptedException.class);
    assertThat(events).last().isEqualTo("leaseGivenUp future1");
    assertThatThrownBy(() -> call(request, "get", none)).isInstanceOf(Exception.class);

    assertThat(events.stream().filter(event -> event.startsWith("leaseGivenUp")))
        .containsExactly("leaseGivenUp future1", "leaseGivenUp future1");
    call(manager, "close");
  }

  /**
   * The first lease is answered at once, the third cancelled, the second gets the first's entry.
   */
  private void leasesThreeOfOne(Reflected library, String type, Object... arguments)
      throws Exception {
    Object pool = library.make(CORE5 + "pool." + type, arguments);
    Object timeout = library.callStatic(CORE5 + "util.Timeout", "ofSeconds", 30L);
    Future<?> first = (Future<?>) call(pool, "lease", "a:80", null, timeout, null);
    Future<?> second = (Future<?>) call(pool, "lease", "a:80", null, timeout, null);
    Future<?> third = (Future<?>) call(pool, "lease", "a:80", null, timeout, null);
    third.cancel(true);
    Object entry = first.get();
    Object closeMode = library.constant(CORE5 + "io.CloseMode", "GRACEFUL");
    // A connection makes the entry worth keeping; without one the next lease would get another.
    call(entry, "assignConnection", connection(library));
    call(pool, "release", entry, true);
    assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(entry);
    call(pool, "closeExpired");
    call(pool, "close", closeMode);
    assertThat(pools).containsExactly(pool);
    assertThat(entries.get(0)).isSameAs(entry);
  }

  private static Object connection(Reflected library) throws Exception {
    return library.proxy(CORE5 + "io.ModalCloseable");
  }

  private static Object single4(Reflected library, String manager) throws Exception {
    String type = "org.apache.http.impl.conn." + manager;
    if (manager.equals("SingleClientConnManager")) {
      return library.make(
          type,
          library.make("org.apache.http.params.BasicHttpParams"),
          library.make("org.apache.http.conn.scheme.SchemeRegistry"));
    }
    return library.make(type);
  }

  private static Object route4(Reflected library) throws Exception {
    return library.make(
        "org.apache.http.conn.routing.HttpRoute",
        library.make("org.apache.http.HttpHost", "127.0.0.1", 80));
  }

  private static Object lease(Object manager, Object route, String get) throws Exception {
    Object request = call(manager, "requestConnection", route, null);
    return call(request, get, 1L, TimeUnit.MILLISECONDS);
  }

  private Reflected client4(String client, String core) throws Exception {
    return library("httpclient-" + client, "httpcore-" + core, "commons-logging-1.2");
  }

  private Reflected library(String... jars) throws Exception {
    loader = new HookedLibrary(HttpClientHooks.all(), jars);
    return new Reflected(loader);
  }

  private static boolean isOfFuture(String event) {
    return event.startsWith("complet") || event.startsWith("cancel") || event.startsWith("failed");
  }

  /**
   * Objects as numbers of their sort, in the order in which they were met. Without the kind of the
   * pool, and without routes that are objects.
   */
  private void record(String name, Object[] arguments) {
    if (name.equals("leaseGivenUp")) {
      events.add(name + " future" + number(futures, arguments[0]));
      return;
    }
    if (name.equals("leaseLimited")) {
      events.add(name + " " + arguments[0]);
      return;
    }
    StringBuilder event = new StringBuilder(name);
    boolean ofFuture =
        isOfFuture(name) || name.equals("requestQueued") || name.equals("leaseReturned");
    int first = name.equals("leaseReturned") || !ofFuture ? 0 : 1;
    if (first == 0) {
      event.append(" pool").append(number(pools, arguments[0]));
    }
    for (int i = 1 - first; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument == null || argument instanceof Integer) {
        continue;
      }
      String text = text(argument, ofFuture);
      event.append(text.isEmpty() ? "" : " ").append(text);
    }
    // Constructors call each other, as do the overloads that close a pool.
    if (events.isEmpty() || !events.get(events.size() - 1).contentEquals(event)) {
      events.add(event.toString());
    }
  }

  private String text(Object argument, boolean ofFuture) {
    if (argument instanceof Throwable) {
      return argument.getClass().getSimpleName();
    }
    if (argument instanceof String || argument instanceof Boolean) {
      return argument.toString();
    }
    if (pools.contains(argument)) {
      return "pool" + number(pools, argument);
    }
    if (argument.getClass().getSimpleName().matches("HttpRoute|HttpHost|HostConfiguration")) {
      return "";
    }
    return ofFuture && argument instanceof Future
        ? "future" + number(futures, argument)
        : "entry" + number(entries, argument);
  }

  private static int number(List<Object> known, Object object) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) == object) {
        return i;
      }
    }
    known.add(object);
    return known.size() - 1;
  }
}
