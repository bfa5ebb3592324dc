package io.closewatch.bootstrap;

/**
 * What the hooks in servlet containers report; implemented in the agent loader. Called on
 * application threads that may hold locks of the container: an implementation must not block or
 * call into the context, nor hold it strongly.
 */
public interface RequestEvents {

  /**
   * {@code startAsync()} is about to return on this thread. May come again for a context that is
   * open already: a request that was dispatched may be started anew.
   *
   * @param context the container's object for the asynchronous request
   */
  void asyncStarted(Object context);

  /** The request is over; also called for contexts that were never reported as started. */
  void asyncEnded(Object context);
}
