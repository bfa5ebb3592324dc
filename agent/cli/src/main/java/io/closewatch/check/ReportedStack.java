package io.closewatch.check;

import io.closewatch.tracker.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A stack of a finding as a report has it. Immutable. */
final class ReportedStack {
  private final String title;
  private final List<Frame> frames;

  ReportedStack(String title, List<Frame> frames) {
    this.title = title;
    this.frames = Collections.unmodifiableList(new ArrayList<>(frames));
  }

  String title() {
    return title;
  }

  /** Innermost first. */
  List<Frame> frames() {
    return frames;
  }
}
