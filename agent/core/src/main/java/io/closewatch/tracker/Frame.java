package io.closewatch.tracker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One frame of a stack as strings: holds no class of the application. Immutable. */
public final class Frame {
  /** Stands for the stacks that found no room. */
  public static final Frame OTHER = new Frame("(other)", "stacks", null, -1);

  private final String className;
  private final String methodName;
  private final @Nullable String fileName;
  private final int line;

  /**
   * @param fileName the source file, or null if the class was compiled without it
   * @param line the line, or a negative number if unknown
   */
  public Frame(String className, String methodName, @Nullable String fileName, int line) {
    this.className = className;
    this.methodName = methodName;
    this.fileName = fileName;
    this.line = line;
  }

  public static Frame of(StackTraceElement element) {
    return new Frame(
        element.getClassName(),
        element.getMethodName(),
        element.getFileName(),
        element.getLineNumber());
  }

  public String className() {
    return className;
  }

  public String methodName() {
    return methodName;
  }

  public @Nullable String fileName() {
    return fileName;
  }

  public int line() {
    return line;
  }

  /** {@code com.acme.Pay.call(Pay.java:42)}, as in a Java stack trace. */
  public String location() {
    StringBuilder text = new StringBuilder(className).append('.').append(methodName).append('(');
    if (fileName == null) {
      text.append("Unknown Source");
    } else {
      text.append(fileName);
      if (line >= 0) {
        text.append(':').append(line);
      }
    }
    return text.append(')').toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Frame)) {
      return false;
    }
    Frame that = (Frame) other;
    return line == that.line
        && className.equals(that.className)
        && methodName.equals(that.methodName)
        && Objects.equals(fileName, that.fileName);
  }

  @Override
  public int hashCode() {
    return (className.hashCode() * 31 + methodName.hashCode()) * 31 + line;
  }

  @Override
  public String toString() {
    return location();
  }
}
