package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.log.Log;
import org.slf4j.Logger;

/**
 * Says at the end of the JVM that errors of closewatch were swallowed in hooks, for those who never
 * asked for a report; says nothing if there were none. Holds nothing of the agent.
 */
final class ExitNotice extends Thread {
  private static final Logger logger = Log.of(ExitNotice.class);

  private ExitNotice() {
    super("closewatch-exit");
    setDaemon(true);
    // Not the creator's: a webapp's would be pinned.
    setContextClassLoader(ClassLoader.getSystemClassLoader());
  }

  /** A notice for the end of this JVM. */
  static ExitNotice install() {
    ExitNotice notice = new ExitNotice();
    try {
      Runtime.getRuntime().addShutdownHook(notice);
    } catch (IllegalStateException endsAlready) {
      // Attached to a JVM on its way out.
    }
    return notice;
  }

  /** Takes the notice back. */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(this);
    } catch (IllegalStateException endsAlready) {
      // Then it runs now.
    }
  }

  @Override
  public void run() {
    long suppressed = SocketHooks.suppressedErrors();
    if (suppressed > 0) {
      logger.warn(
          "{} errors of closewatch itself were swallowed in hooks: sockets may be missing or"
              + " counted wrong (last: {})",
          suppressed,
          SocketHooks.lastSuppressedError());
    }
  }
}
