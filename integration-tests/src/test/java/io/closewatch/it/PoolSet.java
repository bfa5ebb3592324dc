package io.closewatch.it;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A program with pools of one library, the jars it runs with, and what must be found in it. */
enum PoolSet {
  COMMONS_3_0_1("Commons3Pools", "commons-3.0.1", "MultiThreadedHttpConnectionManager"),
  COMMONS_3_1("Commons3Pools", "commons-3.1", "MultiThreadedHttpConnectionManager"),
  TSCCM_4_0_3("Tsccm4Pools", "client-4.0.3", "ThreadSafeClientConnManager"),
  TSCCM_4_2_6("Tsccm4Pools", "client-4.2.6", "ThreadSafeClientConnManager"),
  POOLING_4_2_6("Pooling42Pools", "client-4.2.6", "PoolingClientConnectionManager"),
  POOLING_4_3_6("Client4Pools", "client-4.3.6", "PoolingHttpClientConnectionManager"),
  POOLING_4_5_14("Client4Pools", "client-4.5.14", "PoolingHttpClientConnectionManager"),
  STRICT_5_0("Client5Pools", "client-5.0", "PoolingHttpClientConnectionManager", "STRICT"),
  LAX_5_0("Client5Pools", "client-5.0", "PoolingHttpClientConnectionManager", "LAX"),
  STRICT_5_6_5("Client5Pools", "client-5.6.5", "PoolingHttpClientConnectionManager", "STRICT"),
  LAX_5_6_5("Client5Pools", "client-5.6.5", "PoolingHttpClientConnectionManager", "LAX"),
  OFFLOCK_5_6_5("Client5Pools", "client-5.6.5", "PoolingHttpClientConnectionManager", "OFFLOCK"),
  ASYNC_4_0_2("Async4Pools", "async-4.0.2", "PoolingNHttpClientConnectionManager"),
  ASYNC_4_1_5("Async4Pools", "async-4.1.5", "PoolingNHttpClientConnectionManager"),
  ASYNC_STRICT_5_0("Async5Pools", "client-5.0", "PoolingAsyncClientConnectionManager", "STRICT"),
  ASYNC_LAX_5_0("Async5Pools", "client-5.0", "PoolingAsyncClientConnectionManager", "LAX"),
  ASYNC_STRICT_5_6_5(
      "Async5Pools", "client-5.6.5", "PoolingAsyncClientConnectionManager", "STRICT"),
  ASYNC_LAX_5_6_5("Async5Pools", "client-5.6.5", "PoolingAsyncClientConnectionManager", "LAX"),
  ASYNC_OFFLOCK_5_6_5(
      "Async5Pools", "client-5.6.5", "PoolingAsyncClientConnectionManager", "OFFLOCK"),
  SINGLE_3_1("Single3", "commons-3.1", "SimpleHttpConnectionManager"),
  SINGLE_4_0_3("Single40", "client-4.0.3", "SingleClientConnManager"),
  SINGLE_4_2_6("Single42", "client-4.2.6", "BasicClientConnectionManager"),
  SINGLE_4_5_14("Single45", "client-4.5.14", "BasicHttpClientConnectionManager"),
  SINGLE_5_6_5("Single5", "client-5.6.5", "BasicHttpClientConnectionManager");

  private static final Path LIBRARIES = Path.of(System.getProperty("closewatch.libraries"));

  private final String probe;
  private final String libraries;
  private final String manager;
  private final List<String> arguments;

  PoolSet(String probe, String libraries, String manager, String... arguments) {
    this.probe = probe;
    this.libraries = libraries;
    this.manager = manager;
    this.arguments = List.of(arguments);
  }

  /** All jars of a set, as the java launcher takes them. */
  static Path jars(String set) {
    return LIBRARIES.resolve(set).resolve("*");
  }

  RunningApp start(Jdk jdk) {
    return AgentJvm.on(jdk)
        .probe(probe, arguments.toArray(String[]::new))
        .classPath(jars(libraries))
        .jvmArgs("-Xmx128m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
        .brief()
        .agent()
        .start();
  }

  /** As {@link AgentMBeans#pools} tells them; the clean pool is shut down and has no bean. */
  List<String> pools() {
    return isOneConnection()
        ? IntStream.range(0, refuses() ? 3 : 2).mapToObj(this::oneConnection).toList()
        : List.of(
            pool(1, "leased 3 available 0 pending 0 max " + max(6) + " timed out 0"),
            pool(2, "leased 0 available 3 pending 0 max " + max(6) + " timed out 0"),
            pool(3, "leased 3 available 3 pending 0 max " + max(6) + " timed out 0"),
            pool(
                4,
                "leased 3 available 0 pending " + pending() + " max " + max(3) + " timed out 1"));
  }

  private String oneConnection(int index) {
    String state = index == 1 ? "leased 0 available 1" : "leased 1 available 0";
    return pool(index + 1, state + " pending 0 max 1 timed out " + (index == 2 ? 1 : 0));
  }

  /** The pool that the program makes first is number 1. */
  private String pool(int number, String state) {
    return manager + "-" + number + " " + state;
  }

  /** A lax pool has limits for routes only. */
  private int max(int max) {
    return arguments.contains("LAX") ? 0 : max;
  }

  /**
   * A thread that gave up waits no more, wherever its request is listed. An asynchronous request
   * waits until it is told that its time is up; the strict pool tells it when the next one comes,
   * which then waits in its place.
   */
  private int pending() {
    boolean tellsAtOnce = arguments.contains("LAX") || arguments.contains("OFFLOCK");
    return isAsync() && !tellsAtOnce ? 1 : 0;
  }

  String managerName() {
    return manager;
  }

  /** Findings in no order, as {@link PoolFinding#in} reads them. */
  List<String> findings() {
    return isOneConnection() ? findingsOfOneConnection() : findingsOfPools();
  }

  private List<String> findingsOfPools() {
    Stream<String> leases =
        Stream.of("leased", "both", "exhaust")
            .map(
                pool -> "LEASE_NOT_RETURNED " + leaseConfidence() + " 3 " + line("lease: " + pool));
    // An asynchronous pool closes an idle connection itself when the server hangs up.
    Stream<String> idle =
        Stream.of("idle", "both").map(pool -> "IDLE_IN_POOL info 3 " + line("pool: " + pool));
    Stream<String> exhausted = Stream.of("POOL_EXHAUSTED likely 1 " + line("lease: exhaust"));
    return Stream.of(leases, isAsync() ? Stream.<String>empty() : idle, exhausted)
        .flatMap(findings -> findings)
        .sorted()
        .toList();
  }

  private List<String> findingsOfOneConnection() {
    Stream<String> always =
        Stream.of(
            "LEASE_NOT_RETURNED certain 1 " + line("lease: leased"),
            "IDLE_IN_POOL info 1 " + line("pool: idle"));
    Stream<String> refused =
        Stream.of("LEASE_NOT_RETURNED certain", "POOL_EXHAUSTED likely")
            .filter(finding -> refuses())
            .map(finding -> finding + " 1 " + line("lease: exhaust"));
    return Stream.concat(always, refused).sorted().toList();
  }

  /** That a thread has left says nothing where others read the response. */
  private String leaseConfidence() {
    return isAsync() ? "likely" : "certain";
  }

  boolean isAsync() {
    return name().startsWith("ASYNC");
  }

  boolean isOneConnection() {
    return name().startsWith("SINGLE");
  }

  /** 3.1 hands out the connection a second time and only logs it. */
  boolean refuses() {
    return this != SINGLE_3_1;
  }

  private String line(String mark) {
    return Sources.marked(probe, "// " + mark);
  }
}
