package io.closewatch.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Renders one event as one line. slf4j's own formatter reports a failing toString() by itself. */
final class LogLine {
  private static final String PLACEHOLDER = "{}";
  private static final int MAX_FRAMES = 3;
  private static final int MAX_CAUSES = 3;

  static String of(
      Level level,
      String loggerName,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    StringBuilder line = new StringBuilder("closewatch: ").append(level).append(' ');
    if (level == Level.DEBUG) {
      line.append(loggerName).append(": ");
    }
    appendMessage(line, String.valueOf(message), arguments);
    if (throwable != null) {
      appendThrowable(line, throwable);
    }
    return oneLine(line);
  }

  private static void appendMessage(
      StringBuilder line, String message, Object @Nullable [] arguments) {
    int from = 0;
    for (int i = 0; arguments != null && i < arguments.length; i++) {
      int hole = message.indexOf(PLACEHOLDER, from);
      if (hole < 0) {
        break;
      }
      line.append(message, from, hole).append(text(arguments[i]));
      from = hole + PLACEHOLDER.length();
    }
    line.append(message, from, message.length());
  }

  private static void appendThrowable(StringBuilder line, Throwable throwable) {
    Throwable cause = throwable;
    String separator = ": ";
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      line.append(separator).append(text(cause));
      StackTraceElement[] frames = cause.getStackTrace();
      for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
        line.append(i == 0 ? " at " : " < ").append(frames[i]);
      }
      separator = "; caused by ";
      cause = cause.getCause();
    }
  }

  private static String text(@Nullable Object argument) {
    try {
      return String.valueOf(argument);
    } catch (Throwable t) {
      return "(" + t.getClass().getName() + " in toString)";
    }
  }

  private static String oneLine(StringBuilder line) {
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }

  private LogLine() {}
}
