package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.Trace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do about the sockets of Apache HTTP clients where no pool answers for them: it was not
 * understood, has been shut down or is gone.
 */
final class ApacheRemedies {
  private static final String IDLE =
      " If all that is done, the pool keeps idle connections longer than the server does: ";

  /** By the start of a class name; the first that fits. */
  static final Map<String, String> BY_PACKAGE;

  static {
    Map<String, String> remedies = new LinkedHashMap<>();
    remedies.put(
        "org.apache.http.impl.nio.",
        "This socket belongs to an Apache HttpAsyncClient: let every exchange end, cancel the "
            + "Future of a request that nobody waits for, share one client and close() it at the "
            + "end."
            + IDLE
            + "call closeIdleConnections(..) of its manager from time to time.");
    remedies.put(
        "org.apache.http.",
        "This socket belongs to an Apache HttpClient 4: close every response in "
            + "try-with-resources (before 4.3: EntityUtils.consume(entity) in a finally block), "
            + "also when its status is an error or it has no body; share one client and close it "
            + "at the end."
            + IDLE
            + "HttpClientBuilder.evictIdleConnections(..) (4.4 and later) closes them.");
    remedies.put(
        "org.apache.hc.",
        "This socket belongs to an Apache HttpClient 5: use client.execute(request, "
            + "responseHandler), or close every response in try-with-resources, also when its "
            + "status is an error or it has no body; share one client and close it at the end."
            + IDLE
            + "HttpClientBuilder.evictIdleConnections(..) closes them.");
    remedies.put(
        "org.apache.commons.httpclient.",
        "This socket belongs to a Commons HttpClient 3: call method.releaseConnection() in a "
            + "finally block for every request, and shut the connection manager down at the end."
            + IDLE
            + "closeIdleConnections(ms) of the manager closes them.");
    BY_PACKAGE = Collections.unmodifiableMap(remedies);
  }

  /**
   * Whether HttpClient 5 opened a socket, for whatever line: its own code is nearest to it. Of 3
   * and 4 no case is known in which they lose one by themselves.
   */
  static boolean opened(@Nullable Trace trace) {
    if (trace == null) {
      return false;
    }
    for (Frame frame : trace.frames()) {
      if (!FrameOrigin.isJdk(frame.className())) {
        return frame.className().startsWith("org.apache.hc.");
      }
    }
    return false;
  }

  private ApacheRemedies() {}
}
