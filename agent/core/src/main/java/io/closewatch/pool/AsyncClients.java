package io.closewatch.pool;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.Trace;
import io.closewatch.tracker.TrackedPool;
import org.jspecify.annotations.Nullable;

/** Tells pools of asynchronous clients from those of blocking ones that use the same class. */
final class AsyncClients {
  static boolean use(TrackedPool pool) {
    if (pool.kind() == PoolKind.NIO_POOL_4) {
      return true;
    }
    if (pool.kind().generation() != PoolKind.Generation.HTTPCLIENT_5 || pool.kind().isSingle()) {
      return false;
    }
    // PoolingAsyncClientConnectionManager makes an anonymous subclass, AsyncRequesterBootstrap the
    // pool itself.
    return isAsync(pool.className()) || isMadeByAsync(pool.createdAt());
  }

  private static boolean isMadeByAsync(@Nullable Trace createdAt) {
    if (createdAt == null) {
      return false;
    }
    int site = createdAt.siteIndex();
    int end = site < 0 ? createdAt.frames().size() : site;
    for (Frame frame : createdAt.frames().subList(0, end)) {
      if (isAsync(frame.className())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAsync(String className) {
    return className.indexOf("Async", className.lastIndexOf('.') + 1) >= 0;
  }

  private AsyncClients() {}
}
