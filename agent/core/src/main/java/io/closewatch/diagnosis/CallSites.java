package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the line of a trace that a person should look at. */
final class CallSites {

  /**
   * The application frame; if there is none the innermost one that is not the JDK's, or at least
   * the innermost; null for an empty trace.
   */
  static @Nullable Frame of(Trace trace) {
    List<Frame> frames = trace.frames();
    if (trace.siteIndex() >= 0 && trace.siteIndex() < frames.size()) {
      return frames.get(trace.siteIndex());
    }
    for (Frame frame : frames) {
      if (!FrameOrigin.isJdk(frame.className())) {
        return frame;
      }
    }
    return frames.isEmpty() ? null : frames.get(0);
  }

  /** The line that closed most of the sockets, or null if no closing stack is known. */
  static @Nullable Frame closedAt(List<SocketSnapshot> sockets) {
    Map<Frame, Integer> counts = new LinkedHashMap<>();
    Frame best = null;
    int most = 0;
    for (SocketSnapshot socket : sockets) {
      Trace closedBy = socket.closedBy();
      Frame frame = closedBy == null ? null : of(closedBy);
      if (frame != null) {
        int count = counts.merge(frame, 1, Integer::sum);
        if (count > most) {
          most = count;
          best = frame;
        }
      }
    }
    return best;
  }

  private CallSites() {}
}
