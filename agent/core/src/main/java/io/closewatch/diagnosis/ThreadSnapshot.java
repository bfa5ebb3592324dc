package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A live thread at the moment of a scan. Immutable. */
public final class ThreadSnapshot {
  private final String name;
  private final Thread.State state;
  private final List<Frame> frames;
  private final long stillMillis;

  /**
   * @param name of the thread; {@code virtual-<id>} for a nameless virtual one
   * @param frames innermost first, at most 64
   * @param stillMillis time since the first scan that saw exactly these frames; 0 in that scan
   */
  public ThreadSnapshot(String name, Thread.State state, List<Frame> frames, long stillMillis) {
    this.name = name;
    this.state = state;
    this.frames = Collections.unmodifiableList(new ArrayList<>(frames));
    this.stillMillis = stillMillis;
  }

  public String name() {
    return name;
  }

  public Thread.State state() {
    return state;
  }

  /** Innermost first. */
  public List<Frame> frames() {
    return frames;
  }

  /** Waits in select(): an event loop that has nothing to do. */
  public boolean isSelecting() {
    return Whereabouts.isSelecting(this);
  }

  /** For at least how long the thread has not moved, in milliseconds. */
  public long stillMillis() {
    return stillMillis;
  }
}
