package io.closewatch.report;

import io.closewatch.tracker.Frame;
import java.util.regex.Pattern;

/** A pattern for the class, or class and method, of a frame. Immutable. */
public final class FrameGlob {
  private final Pattern pattern;

  /** {@code com.acme.Legacy*}, {@code com.acme.Pay.call}. */
  public FrameGlob(String glob) {
    this.pattern = Glob.ofName(glob);
  }

  public boolean matches(Frame frame) {
    return pattern.matcher(frame.className()).matches()
        || pattern.matcher(frame.className() + '.' + frame.methodName()).matches();
  }
}
