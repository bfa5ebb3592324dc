package io.closewatch.log;

import io.closewatch.config.LogLevel;
import org.slf4j.Logger;

/**
 * Hands out the agent's loggers. slf4j's LoggerFactory is left alone: it would look for a provider
 * by the application's system properties.
 */
public final class Log {
  private static volatile LogLevel level = LogLevel.WARN;

  public static Logger of(Class<?> type) {
    return new StderrLogger(type.getSimpleName());
  }

  /** Sets the level of all loggers, those handed out already included. */
  public static void level(LogLevel newLevel) {
    level = newLevel;
  }

  static boolean prints(LogLevel event) {
    return level.prints(event);
  }

  private Log() {}
}
