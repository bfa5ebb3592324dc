package io.closewatch.config;

/** How much the agent prints on standard error; each level includes the ones before it. */
public enum LogLevel {
  OFF,
  ERROR,
  WARN,
  INFO,
  DEBUG;

  /** True if an event of the level {@code event} is to be printed at this level. */
  public boolean prints(LogLevel event) {
    return event != OFF && event.compareTo(this) <= 0;
  }
}
