package io.closewatch.log;

import io.closewatch.config.LogLevel;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/**
 * One line per event on whatever {@code System.err} is at that moment: {@code closewatch: WARN
 * ...}. Never throws.
 */
final class StderrLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  StderrLogger(String simpleName) {
    this.name = simpleName;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    try {
      PrintStream err = System.err;
      if (err != null) {
        err.println(LogLine.of(level, name, message, arguments, throwable));
      }
    } catch (Throwable t) {
      // A line lost is better than a diagnostic that breaks the program it looks into.
    }
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return Log.prints(LogLevel.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return Log.prints(LogLevel.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return Log.prints(LogLevel.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return Log.prints(LogLevel.ERROR);
  }
}
