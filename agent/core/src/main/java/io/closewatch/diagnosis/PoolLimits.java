package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind;
import org.jspecify.annotations.Nullable;

/** What to do about a pool without a free connection, in the calls of the library's generation. */
final class PoolLimits {

  /** Where connections were never given back: a larger pool would only last longer. */
  static String stopLeak(PoolSnapshot pool, @Nullable Frame line) {
    return "Give the connections back that "
        + (line == null ? "were leased and forgotten" : line.location() + " leases")
        + " (see LEASE_NOT_RETURNED); a larger pool only fills later. "
        + waitLimit(pool.kind());
  }

  /** Where all of them are at work. */
  static String raise(PoolSnapshot pool) {
    if (pool.kind().isSingle()) {
      return "Use a pooling connection manager: this one has one connection, and somebody asked "
          + "for it before the last response was closed. Or close each response before the next "
          + "request. "
          + waitLimit(pool.kind());
    }
    return "Give the pool as many connections as threads use it at once, "
        + size(pool)
        + ", or find out why requests take so long: the stacks of the holders are below. "
        + waitLimit(pool.kind());
  }

  private static String size(PoolSnapshot pool) {
    switch (pool.kind()) {
      case MULTI_THREADED_3:
        return "manager.getParams().setDefaultMaxConnectionsPerHost(n) and "
            + "setMaxTotalConnections(n)";
      case TSCCM_4:
        return PoolVersion.of(pool.library()).isBefore(4, 1)
            ? "ConnManagerParams.setMaxConnectionsPerRoute(params, new ConnPerRouteBean(n)) and "
                + "setMaxTotalConnections(params, n)"
            : "manager.setDefaultMaxPerRoute(n) and setMaxTotal(n)";
      case LAX_5:
        return "manager.setDefaultMaxPerRoute(n)";
      case STRICT_5:
      case OFFLOCK_5:
        return "setMaxConnPerRoute(n) and setMaxConnTotal(n) of the manager's builder";
      default:
        return "manager.setDefaultMaxPerRoute(n) and setMaxTotal(n)";
    }
  }

  private static String waitLimit(PoolKind kind) {
    switch (kind.generation()) {
      case HTTPCLIENT_3:
        return "client.getParams().setConnectionManagerTimeout(ms) limits the wait; the default "
            + "is for ever.";
      case HTTPCLIENT_4_0:
        return "The parameter http.conn-manager.timeout limits the wait; the default is for ever.";
      case HTTPCLIENT_4:
      case HTTPASYNCCLIENT_4:
        return "RequestConfig.custom().setConnectionRequestTimeout(ms) limits the wait (4.3 and "
            + "later); the default is for ever.";
      default:
        return "RequestConfig.custom().setConnectionRequestTimeout(..) limits the wait, three "
            + "minutes by default.";
    }
  }

  private PoolLimits() {}
}
