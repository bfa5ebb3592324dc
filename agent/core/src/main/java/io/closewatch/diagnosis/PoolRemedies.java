package io.closewatch.diagnosis;

import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.PoolKind.Generation;
import org.jspecify.annotations.Nullable;

/** What to change, in the calls that the library's generation has. */
final class PoolRemedies {

  /** How to give connections back; where a wrapper is between, what to do with its response. */
  static String giveBack(PoolSnapshot pool, @Nullable Handling lease) {
    String wrapper = lease == null ? null : WrapperRemedies.of(lease.takenAt());
    return wrapper == null ? giveBack(pool) : wrapper;
  }

  private static String giveBack(PoolSnapshot pool) {
    PoolVersion version = PoolVersion.of(pool.library());
    switch (pool.kind().generation()) {
      case HTTPCLIENT_3:
        return "Call method.releaseConnection() in a finally block around "
            + "client.executeMethod(method), so that an error status, an early return and an "
            + "exception pass through it. Call method.abort() before it if much of the body is "
            + "unread. client.getParams().setConnectionManagerTimeout(ms) lets a request fail that "
            + "finds no connection: the default waits for ever.";
      case HTTPCLIENT_4_0:
        return consume(version);
      case HTTPCLIENT_4:
        return version.isBefore(4, 3) ? consume(version) : classic4();
      case HTTPASYNCCLIENT_4:
        return "Let every exchange end: cancel the Future that execute() gave for a request that "
            + "nobody waits for, and let a consumer that called ioctrl.suspendInput() call "
            + "requestInput() or shutdown() on every path, also when it fails. A handler that "
            + "never completes keeps its connection.";
      default:
        return pool.async() ? async5() : classic5(version);
    }
  }

  /** HttpClient 4.0 to 4.2: responses cannot be closed there. */
  private static String consume(PoolVersion version) {
    boolean first = version.isBefore(4, 1);
    return "Call "
        + (first ? "response.getEntity().consumeContent()" : "EntityUtils.consume(entity)")
        + " in a finally block for every response, also when its status is an error, or use "
        + "client.execute(request, responseHandler), which does it. Call request.abort() to drop a "
        + "body that is not wanted"
        + (version.isAtLeast(4, 2) ? ", or request.releaseConnection() in the finally block" : "")
        + ". The parameter http.conn-manager.timeout lets a request fail that finds no connection: "
        + "the default waits for ever.";
  }

  private static String classic4() {
    return "Open the response in try-with-resources, try (CloseableHttpResponse response = "
        + "client.execute(request)) { ... }, or use client.execute(request, responseHandler), "
        + "which closes it on every path. Inside it call "
        + "EntityUtils.consume(response.getEntity()): close() alone ends the connection instead of "
        + "giving it back for reuse. RequestConfig.custom().setConnectionRequestTimeout(ms) lets a "
        + "request fail that finds no connection: the default waits for ever.";
  }

  private static String classic5(PoolVersion version) {
    String open =
        version.isBefore(5, 2)
            ? "try (CloseableHttpResponse response = client.execute(request)) { ... }"
            : "try (ClassicHttpResponse response = client.executeOpen(null, request, null)) { ... }";
    return "Use client.execute(request, responseHandler), which closes the response on every path, "
        + "or open it in try-with-resources, "
        + open
        + ". Call EntityUtils.consume(response.getEntity()) inside it. close() reads what is left "
        + "of the body first: for one without end call request.cancel() before it. "
        + "RequestConfig.custom().setConnectionRequestTimeout(..) limits the wait of a request "
        + "that finds no connection, three minutes by default.";
  }

  private static String async5() {
    return "Let every response consumer take its whole body: its updateCapacity(channel) must call "
        + "channel.update(..), with Integer.MAX_VALUE if nothing limits it. Cancel the Future that "
        + "execute() gave for a request that nobody waits for. Cancel the subscription of a "
        + "reactive body that is not read to its end.";
  }

  /** How to have idle connections closed before their server does it. */
  static String evict(PoolSnapshot pool) {
    PoolVersion version = PoolVersion.of(pool.library());
    switch (pool.kind().generation()) {
      case HTTPCLIENT_3:
        return evict3(pool.kind());
      case HTTPCLIENT_4_0:
      case HTTPASYNCCLIENT_4:
        return ownThread() + keepAliveStrategy();
      case HTTPCLIENT_4:
        return version.isBefore(4, 4) ? ownThread() + keepAliveStrategy() : evict4();
      default:
        return evict5(pool.async(), version);
    }
  }

  private static String evict3(PoolKind kind) {
    return "Start an IdleConnectionTimeoutThread: addConnectionManager(manager), "
        + "setConnectionTimeout(ms) with less than the server's keep-alive, start(). Or call "
        + "manager.closeIdleConnections(ms) from time to time."
        + (kind.isSingle()
            ? " With new SimpleHttpConnectionManager(true) (3.1) each connection is closed after "
                + "its request."
            : "");
  }

  private static String ownThread() {
    return "Call manager.closeExpiredConnections() and manager.closeIdleConnections(seconds, "
        + "TimeUnit.SECONDS) every few seconds from a thread of your own, with less than the "
        + "server's keep-alive: this version has no evictor.";
  }

  private static String keepAliveStrategy() {
    return " And set a ConnectionKeepAliveStrategy that returns less than the server's keep-alive: "
        + "without a Keep-Alive header a connection is kept for ever.";
  }

  private static String evict4() {
    return "Let the client evict: HttpClientBuilder.evictIdleConnections(seconds, "
        + "TimeUnit.SECONDS) with less than the server's keep-alive, and "
        + "evictExpiredConnections(). Both are ignored with setConnectionManagerShared(true): call "
        + "manager.closeIdleConnections(..) from a thread of your own there. "
        + "setConnectionTimeToLive(..) limits the age, and manager.setValidateAfterInactivity(ms) "
        + "tests a connection before it is lent."
        + keepAliveStrategy();
  }

  private static String evict5(boolean async, PoolVersion version) {
    String builder = async ? "HttpAsyncClientBuilder" : "HttpClientBuilder";
    return "Let the client evict: "
        + builder
        + ".evictIdleConnections(TimeValue.ofSeconds(..)) with less than the server's keep-alive, "
        + "and evictExpiredConnections(). Without a Keep-Alive header a connection is kept for "
        + "three minutes: RequestConfig.custom().setConnectionKeepAlive(..) sets less. "
        + (version.isBefore(5, 2)
            ? "The connection manager's builder limits the age with setConnectionTimeToLive(..)."
            : "ConnectionConfig.custom().setTimeToLive(..) limits the age, and "
                + "setValidateAfterInactivity(..) tests a connection before it is lent; the "
                + "manager's builder takes it by setDefaultConnectionConfig(..).");
  }

  /** How to live without a client for each call. */
  static String share(PoolKind kind) {
    String shared = "Make one client, share it between all calls and threads, and ";
    switch (kind.generation()) {
      case HTTPCLIENT_3:
        return kind.isSingle()
            ? "Make one HttpClient with a MultiThreadedHttpConnectionManager and share it between "
                + "all calls and threads. Where one for each call is needed, make it with new "
                + "SimpleHttpConnectionManager(true) (3.1), or call closeIdleConnections(0) on its "
                + "manager at the end: releaseConnection() alone keeps the connection open."
            : shared
                + "call shutdown() on its MultiThreadedHttpConnectionManager when it is not needed "
                + "any more.";
      case HTTPCLIENT_4_0:
        return shared
            + "call client.getConnectionManager().shutdown() when it is not needed any more, in a "
            + "finally block.";
      case HTTPASYNCCLIENT_4:
        return shared
            + "close() it when it is not needed any more: it holds threads of its own, too.";
      default:
        return shared
            + "close() it when it is not needed any more. Where one for each call is needed, open "
            + "it in try-with-resources, try (CloseableHttpClient client = ...) { ... }. A builder "
            + "with setConnectionManagerShared(true) leaves it to you to close the manager.";
    }
  }

  /** What to do about places that the library itself lost. */
  static String libraryFault(Generation generation) {
    return generation == Generation.HTTPCLIENT_5
        ? "Update HttpClient 5 to 5.6.5 or later, and do not interrupt threads that wait for a "
            + "connection: request.cancel() stops a request without losing its place. Before 5.2 "
            + "every such interrupt may lose one, later only one at the wrong moment. Until then a "
            + "restart, or a new client, gives the places back."
        : "Update the HTTP library, and look for code that interrupts or aborts threads that wait "
            + "for a connection. Until then a restart, or a new client, gives the places back.";
  }

  private PoolRemedies() {}
}
