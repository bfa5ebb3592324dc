package io.closewatch.instrumentation.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.instrumentation.HookedLibrary;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hook meets its methods in real jars, and the JVM takes the classes that come out. */
class HttpClientHooksTest {
  private static final String[] COMMONS = {
    "httpclient.MultiThreadedHttpConnectionManager <init>",
    "httpclient.MultiThreadedHttpConnectionManager lease",
    "httpclient.MultiThreadedHttpConnectionManager evict",
    "httpclient.MultiThreadedHttpConnectionManager close",
    "httpclient.MultiThreadedHttpConnectionManager$ConnectionPool release",
    "httpclient.MultiThreadedHttpConnectionManager$ConnectionPool lost",
    "httpclient.SimpleHttpConnectionManager <init>",
    "httpclient.SimpleHttpConnectionManager lease",
    "httpclient.SimpleHttpConnectionManager release",
    "httpclient.SimpleHttpConnectionManager evict",
  };
  private static final String[] COMMONS_31 = {"httpclient.SimpleHttpConnectionManager close"};
  private static final String[] TSCCM = single("tsccm.ConnPoolByRoute");
  private static final String[] SINGLE = single("conn.SingleClientConnManager");
  private static final String[] BASIC_42 = single("conn.BasicClientConnectionManager");
  private static final String[] BASIC_4 = single("conn.BasicHttpClientConnectionManager");
  private static final String[] BASIC_5 = single("io.BasicHttpClientConnectionManager");
  private static final String[] CONNECT = {"classic.InternalExecRuntime connect"};
  private static final String[] POOL_4 = single("pool.AbstractConnPool");
  private static final String[] NIO = single("pool.AbstractNIOConnPool");
  private static final String[] NIO_REQUEST = {"pool.LeaseRequest <init>"};
  private static final String[] FUTURE = {
    "concurrent.BasicFuture completed",
    "concurrent.BasicFuture failed",
    "concurrent.BasicFuture cancel",
  };
  private static final String[] STRICT = single("pool.StrictConnPool");
  private static final String[] LAX = single("pool.LaxConnPool");
  private static final String[] REQUESTS_5 = {
    "pool.StrictConnPool$LeaseRequest <init>", "pool.LaxConnPool$LeaseRequest <init>",
  };
  private static final String[] OFFLOCK = single("pool.RouteSegmentedConnPool");

  private record Jars(Set<String> expected, String... names) {
    @Override
    public String toString() {
      return names[0];
    }
  }

  static Stream<Jars> libraries() {
    Set<String> client43 = union(TSCCM, SINGLE, BASIC_42, BASIC_4);
    Set<String> core5 = union(STRICT, LAX, REQUESTS_5, FUTURE);
    // The manager extends these pools of HttpCore, in classes with numbers too.
    Set<String> client52 = union(BASIC_5, CONNECT, wait(3), STRICT, LAX, FUTURE);
    return Stream.of(
        jars(union(COMMONS), "commons-httpclient-3.0.1", "commons-logging-1.2"),
        jars(union(COMMONS, COMMONS_31), "commons-httpclient-3.1", "commons-logging-1.2"),
        client4(union(TSCCM, SINGLE), "4.0.3", "4.0.1"),
        client4(union(TSCCM, SINGLE), "4.1.3", "4.1.4"),
        client4(union(TSCCM, SINGLE, BASIC_42), "4.2.6", "4.2.5"),
        client4(client43, "4.3.6", "4.3.3"),
        client4(client43, "4.5.14", "4.4.16"),
        jars(Set.of(), "httpcore-4.0.1"),
        jars(Set.of(), "httpcore-4.1.4"),
        jars(union(POOL_4, FUTURE), "httpcore-4.2.5"),
        jars(union(POOL_4, FUTURE), "httpcore-4.3.3"),
        jars(union(POOL_4, FUTURE), "httpcore-4.4.16"),
        jars(union(NIO, NIO_REQUEST), "httpcore-nio-4.2.5", "httpcore-4.2.5"),
        jars(union(NIO, NIO_REQUEST), "httpcore-nio-4.3.3", "httpcore-4.3.3"),
        jars(union(NIO, NIO_REQUEST), "httpcore-nio-4.4.16", "httpcore-4.4.16"),
        jars(core5, "httpcore5-5.0"),
        jars(core5, "httpcore5-5.2.4"),
        jars(core5, "httpcore5-5.3.6"),
        jars(union(core5.toArray(new String[0]), OFFLOCK), "httpcore5-5.4.4"),
        jars(union(BASIC_5, CONNECT, wait(1)), "httpclient5-5.0", "httpcore5-5.0"),
        jars(client52, "httpclient5-5.2.3", "httpcore5-5.2.4"),
        jars(client52, "httpclient5-5.6.5", "httpcore5-5.4.4"),
        jars(
            union(client43.toArray(new String[0]), POOL_4, FUTURE),
            "wagon-http-3.5.3-shaded",
            "commons-logging-1.2"),
        jars(
            union(core5.toArray(new String[0]), BASIC_5, CONNECT, wait(1)),
            "docker-java-transport-zerodep-3.4.0"));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void everyHookMeetsItsMethods(Jars jars) throws Exception {
    try (HookedLibrary library = new HookedLibrary(HttpClientHooks.all(), jars.names())) {
      library.initialiseTargets(HttpClientHooks.all());

      assertThat(library.failures()).isEmpty();
      assertThat(library.notUnderstood()).isEmpty();
      assertThat(library.hooked()).isEqualTo(jars.expected());
    }
  }

  private static Jars client4(Set<String> expected, String client, String core) {
    return jars(expected, "httpclient-" + client, "httpcore-" + core, "commons-logging-1.2");
  }

  private static Jars jars(Set<String> expected, String... names) {
    return new Jars(expected, names);
  }

  private static String[] wait(int number) {
    return new String[] {"io.PoolingHttpClientConnectionManager$" + number + " get"};
  }

  private static String[] single(String type) {
    return Stream.of("<init>", "lease", "release", "evict", "close")
        .map(event -> type + " " + event)
        .toArray(String[]::new);
  }

  private static Set<String> union(String[]... names) {
    Set<String> all = new TreeSet<>();
    for (String[] some : names) {
      all.addAll(Arrays.asList(some));
    }
    return all;
  }
}
