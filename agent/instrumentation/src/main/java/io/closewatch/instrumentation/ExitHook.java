package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.log.Log;
import org.slf4j.Logger;

/**
 * The end of the JVM: writes the exit report if one is wanted, and says that errors of closewatch
 * were swallowed in hooks, for those who never asked for a report; says nothing if there were none.
 */
final class ExitHook extends Thread {
  private static final Logger logger = Log.of(ExitHook.class);

  private final Runnable report;

  private ExitHook(Runnable report) {
    super("closewatch-exit");
    this.report = report;
    setDaemon(true);
    // Not the creator's: a webapp's would be pinned.
    setContextClassLoader(ClassLoader.getSystemClassLoader());
  }

  /**
   * Puts a hook in place.
   *
   * @param report what to do first; throws nothing
   */
  static ExitHook install(Runnable report) {
    ExitHook hook = new ExitHook(report);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException endsAlready) {
      // Attached to a JVM on its way out.
    }
    return hook;
  }

  /** Takes the hook back. */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(this);
    } catch (IllegalStateException endsAlready) {
      // Then it runs now.
    }
  }

  @Override
  public void run() {
    try {
      report.run();
      tellSwallowedErrors();
    } catch (Throwable t) {
      // No memory left, most likely: the JVM ends as it would have without us.
    }
  }

  private static void tellSwallowedErrors() {
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
