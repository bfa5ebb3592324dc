package io.closewatch.report;

import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A stack in which runs of JDK and library frames are one line each. */
final class FoldedStack {
  private static final int PACKAGES_NAMED = 3;
  private static final String INDENT = "       ";
  private static final String MARKED = "     > ";

  private final Libraries libraries;
  private final int maxLines;
  private final boolean firstInFull;

  /**
   * @param firstInFull also if it is the JDK's: what a waiting thread waits in
   */
  FoldedStack(Libraries libraries, int maxLines, boolean firstInFull) {
    this.libraries = libraries;
    this.maxLines = maxLines;
    this.firstInFull = firstInFull;
  }

  /** Marks the call site of the trace. */
  void render(Trace trace, Lines lines) {
    List<Frame> frames = trace.frames();
    if (frames.isEmpty()) {
      lines.line(INDENT + "(not recorded)");
    }
    int printed = 0;
    int next = 0;
    while (next < frames.size()) {
      if (printed++ == maxLines && next <= trace.siteIndex()) {
        next = skipTo(trace.siteIndex(), next, lines);
      } else if (printed > maxLines) {
        lines.line(INDENT + "... " + Wording.count(frames.size() - next, "more frame"));
        return;
      }
      int end = endOfRun(frames, next, trace.siteIndex());
      if (end - next > 1) {
        lines.prose(INDENT + "... ", fold(frames.subList(next, end)));
      } else {
        single(frames.get(next), next == trace.siteIndex(), lines);
        end = next + 1;
      }
      next = end;
    }
  }

  /** The marked frame is what the stack is shown for: it is never among those that are cut off. */
  private static int skipTo(int marked, int next, Lines lines) {
    if (marked > next) {
      lines.line(INDENT + "... " + Wording.count(marked - next, "frame"));
    }
    return marked;
  }

  private void single(Frame frame, boolean marked, Lines lines) {
    lines.location((marked ? MARKED : INDENT) + "at ", frame.location(), jars(frame, marked));
  }

  /** The jars of a frame that stands alone, in parentheses; or "". */
  String jars(Frame frame, boolean marked) {
    String jars =
        marked || isForeign(frame) ? libraries.jars(Collections.singletonList(frame)) : "";
    return jars.isEmpty() ? "" : "(" + jars + ")";
  }

  /** The first frame behind those that are folded into one line. */
  int endOfRun(List<Frame> frames, int start, int siteIndex) {
    int end = start;
    while (end < frames.size() && end != siteIndex && isForeign(frames.get(end))) {
      end++;
      if (end == 1 && firstInFull) {
        return end;
      }
    }
    return end;
  }

  static boolean isForeign(Frame frame) {
    return FrameOrigin.isJdk(frame.className()) || FrameOrigin.isLibrary(frame.className());
  }

  /** {@code 13 frames of org.apache.http.pool, java.net (httpcore-4.4.16.jar)}. */
  String fold(List<Frame> run) {
    Set<String> packages = new LinkedHashSet<>();
    for (Frame frame : run) {
      int dot = frame.className().lastIndexOf('.');
      packages.add(dot < 0 ? frame.className() : frame.className().substring(0, dot));
    }
    List<String> named = new ArrayList<>(packages);
    int hidden = named.size() - PACKAGES_NAMED;
    String tail = "";
    if (hidden > 0) {
      named = named.subList(0, PACKAGES_NAMED);
      tail = " and " + Wording.count(hidden, "more package");
    }
    String jars = libraries.jars(run);
    return Wording.count(run.size(), "frame")
        + " of "
        + String.join(", ", named)
        + tail
        + (jars.isEmpty() ? "" : " (" + jars + ")");
  }
}
