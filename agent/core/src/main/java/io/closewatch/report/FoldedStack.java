package io.closewatch.report;

import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A stack in which runs of JDK and library frames are one line each. */
final class FoldedStack {
  private static final int MAX_LINES = 30;
  private static final int PACKAGES_NAMED = 3;
  private static final String INDENT = "       ";
  private static final String SITE = "     > ";

  static void render(Trace trace, Lines lines) {
    List<Frame> frames = trace.frames();
    if (frames.isEmpty()) {
      lines.line(INDENT + "(not recorded)");
    }
    int printed = 0;
    int next = 0;
    while (next < frames.size()) {
      if (printed++ == MAX_LINES) {
        lines.line(INDENT + "... " + Wording.count(frames.size() - next, "more frame"));
        return;
      }
      int end = endOfRun(frames, next, trace.siteIndex());
      if (end - next > 1) {
        lines.prose(INDENT + "... ", fold(frames.subList(next, end)));
      } else {
        String mark = next == trace.siteIndex() ? SITE : INDENT;
        lines.location(mark + "at ", frames.get(next).location());
        end = next + 1;
      }
      next = end;
    }
  }

  private static int endOfRun(List<Frame> frames, int start, int siteIndex) {
    int end = start;
    while (end < frames.size() && end != siteIndex && isForeign(frames.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isForeign(Frame frame) {
    return FrameOrigin.isJdk(frame.className()) || FrameOrigin.isLibrary(frame.className());
  }

  private static String fold(List<Frame> run) {
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
    return Wording.count(run.size(), "frame") + " of " + String.join(", ", named) + tail;
  }

  private FoldedStack() {}
}
