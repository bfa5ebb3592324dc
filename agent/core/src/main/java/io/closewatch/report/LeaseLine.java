package io.closewatch.report;

import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of a pool that one line of code has leased. Immutable. */
public final class LeaseLine {
  private static final String NOBODY = "no line: the request had stopped waiting";
  private static final String UNKNOWN = "not known: leased before the agent came";

  private final String location;
  private final int count;
  private final long oldestMillis;

  private LeaseLine(String location, int count, long oldestMillis) {
    this.location = location;
    this.count = count;
    this.oldestMillis = oldestMillis;
  }

  /** All lines that hold connections, most first. */
  static List<LeaseLine> of(List<PoolConnection> connections) {
    Map<String, LeaseLine> lines = new LinkedHashMap<>();
    for (PoolConnection connection : connections) {
      if (connection.state() == PoolState.LEASED) {
        LeaseLine one = new LeaseLine(location(connection), 1, connection.sinceMillis());
        lines.merge(one.location, one, LeaseLine::plus);
      }
    }
    List<LeaseLine> sorted = new ArrayList<>(lines.values());
    sorted.sort(
        Comparator.<LeaseLine>comparingInt(line -> -line.count)
            .thenComparingLong(line -> -line.oldestMillis));
    return sorted;
  }

  /** Class, method, file and line of the call; a short sentence if it is not known. */
  public String location() {
    return location;
  }

  public int count() {
    return count;
  }

  /** Age of the oldest lease; -1 if unknown. */
  public long oldestMillis() {
    return oldestMillis;
  }

  private LeaseLine plus(LeaseLine that) {
    return new LeaseLine(location, count + that.count, Math.max(oldestMillis, that.oldestMillis));
  }

  private static String location(PoolConnection connection) {
    if (connection.unclaimed()) {
      return NOBODY;
    }
    Handling lease = connection.lease();
    return lease == null ? UNKNOWN : location(lease.takenAt());
  }

  /** The call site of the stack, or what stands for it where only libraries are on the stack. */
  static String location(Trace trace) {
    Frame line = line(trace);
    return line == null ? "not recorded" : line.location();
  }

  /** The same as a frame; null if the stack was not recorded. */
  static @Nullable Frame line(Trace trace) {
    List<Frame> frames = trace.frames();
    if (trace.siteIndex() >= 0 && trace.siteIndex() < frames.size()) {
      return frames.get(trace.siteIndex());
    }
    for (Frame frame : frames) {
      if (!FrameOrigin.isJdk(frame.className())) {
        return frame;
      }
    }
    return frames.isEmpty() ? null : frames.get(frames.size() - 1);
  }
}
