package io.closewatch.tracker;

import io.closewatch.bootstrap.PoolHooks;

/**
 * The kinds of HTTP connection pools that are understood: one for each way in which a library keeps
 * its connections. The order is that of the {@link PoolHooks} kind numbers.
 */
public enum PoolKind {
  /** {@code MultiThreadedHttpConnectionManager} of Commons HttpClient 3. */
  MULTI_THREADED_3(Generation.HTTPCLIENT_3, false, false),
  /** {@code SimpleHttpConnectionManager}, the one connection of {@code new HttpClient()}. */
  SIMPLE_3(Generation.HTTPCLIENT_3, true, false),
  /** {@code ThreadSafeClientConnManager} of HttpClient 4.0 to 4.2. */
  TSCCM_4(Generation.HTTPCLIENT_4_0, false, false),
  /** {@code SingleClientConnManager}, and {@code BasicClientConnectionManager} of 4.2. */
  SINGLE_4(Generation.HTTPCLIENT_4_0, true, false),
  /** {@code PoolingClientConnectionManager} of 4.2 and its successors up to 4.5. */
  POOL_4(Generation.HTTPCLIENT_4, false, false),
  /** {@code BasicHttpClientConnectionManager} of 4.3 to 4.5. */
  BASIC_4(Generation.HTTPCLIENT_4, true, false),
  /** HttpAsyncClient 4. */
  NIO_POOL_4(Generation.HTTPASYNCCLIENT_4, false, true),
  /** {@code StrictConnPool} of HttpCore 5, the default; classic and asynchronous clients alike. */
  STRICT_5(Generation.HTTPCLIENT_5, false, true),
  /** {@code LaxConnPool} of HttpCore 5. */
  LAX_5(Generation.HTTPCLIENT_5, false, true),
  /** {@code RouteSegmentedConnPool} of HttpCore 5.4 and later. */
  OFFLOCK_5(Generation.HTTPCLIENT_5, false, true),
  /** {@code BasicHttpClientConnectionManager} of HttpClient 5. */
  BASIC_5(Generation.HTTPCLIENT_5, true, false);

  /** Whose advice on how to give connections back is the same. */
  public enum Generation {
    HTTPCLIENT_3,
    HTTPCLIENT_4_0,
    HTTPCLIENT_4,
    HTTPASYNCCLIENT_4,
    HTTPCLIENT_5
  }

  private static final PoolKind[] BY_NUMBER = values();

  private final Generation generation;
  private final boolean single;
  private final boolean future;

  PoolKind(Generation generation, boolean single, boolean future) {
    this.generation = generation;
    this.single = single;
    this.future = future;
  }

  /** The kind with the number that {@link PoolHooks} passes. */
  public static PoolKind of(int number) {
    return BY_NUMBER[number];
  }

  public Generation generation() {
    return generation;
  }

  /** Holds one connection only; a lease is one of the pool itself. */
  public boolean isSingle() {
    return single;
  }

  /** A lease is asked for at one time and answered at another, perhaps on another thread. */
  public boolean leasesByFuture() {
    return future;
  }
}
