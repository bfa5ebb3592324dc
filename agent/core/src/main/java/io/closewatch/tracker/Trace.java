package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An interned stack, innermost frame first, without frames of closewatch itself. Immutable. */
public final class Trace {
  private final List<Frame> frames;
  private final int siteIndex;
  private final boolean inJdkInitializer;

  /**
   * @param frames innermost first
   * @param siteIndex index in {@code frames} of the call site (first frame that is neither JDK nor
   *     known library), or -1
   */
  public Trace(List<Frame> frames, int siteIndex) {
    this.frames = Collections.unmodifiableList(new ArrayList<>(frames));
    this.siteIndex = siteIndex;
    this.inJdkInitializer = isInJdkInitializer(this.frames, siteIndex);
  }

  private static boolean isInJdkInitializer(List<Frame> frames, int end) {
    for (Frame frame : end < 0 ? frames : frames.subList(0, end)) {
      if (frame.methodName().equals("<clinit>") && FrameOrigin.isJdk(frame.className())) {
        return true;
      }
    }
    return false;
  }

  public List<Frame> frames() {
    return frames;
  }

  /** Index of the call site in {@link #frames()}, or -1 if no frame belongs to the application. */
  public int siteIndex() {
    return siteIndex;
  }

  /**
   * True if a class of the JDK is being initialised, which happens once. {@code jdk.net.Sockets}
   * for one opens three sockets there and drops them: that is no line's leak and cannot grow.
   */
  public boolean isInJdkInitializer() {
    return inJdkInitializer;
  }

  /**
   * Two stacks that read the same are the same to a person, although the hooks' own frames or two
   * calls in one line may have given them two instances.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trace
        && siteIndex == ((Trace) other).siteIndex
        && frames.equals(((Trace) other).frames);
  }

  @Override
  public int hashCode() {
    return frames.hashCode();
  }
}
