package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.NamedStack;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A leak as the message of a failed test: what, how many, the line, and how to fix it. */
public final class LeakText {
  private static final String INDENT = "\n  ";

  /** A few lines; they are not wrapped, since whoever shows them has its own width. */
  public static String of(Finding finding) {
    StringBuilder text = new StringBuilder(finding.kind().name());
    append(FindingText.howManyAndWhere(finding, true), text);
    for (LocatedText place : FindingText.places(finding)) {
      append(place, text.append(INDENT));
    }
    text.append(INDENT).append(finding.summary());
    text.append(INDENT).append("Fix: ").append(Wording.firstSentence(finding.remedy()));
    return text.toString();
  }

  /** Whether a pattern fits any frame that the finding has. */
  public static boolean matches(Finding finding, List<FrameGlob> globs) {
    if (globs.isEmpty()) {
      return false;
    }
    List<Frame> frames = frames(finding);
    for (FrameGlob glob : globs) {
      if (frames.stream().anyMatch(glob::matches)) {
        return true;
      }
    }
    return false;
  }

  private static List<Frame> frames(Finding finding) {
    List<Frame> frames = new ArrayList<>();
    add(finding.fixAt(), frames);
    add(finding.handledAt(), frames);
    add(finding.place(), frames);
    SiteSnapshot site = finding.site();
    if (site != null) {
      add(site.frame(), frames);
      add(site.collected(), frames);
    }
    for (NamedStack stack : finding.stacks()) {
      add(stack.trace(), frames);
    }
    for (SocketSnapshot socket : finding.sockets()) {
      add(socket.trace(), frames);
      add(socket.closedBy(), frames);
      Handling handling = socket.handling();
      add(handling == null ? null : handling.takenAt(), frames);
    }
    return frames;
  }

  private static void add(@Nullable Frame frame, List<Frame> to) {
    if (frame != null) {
      to.add(frame);
    }
  }

  private static void add(@Nullable Trace trace, List<Frame> to) {
    if (trace != null) {
      to.addAll(trace.frames());
    }
  }

  private static void append(LocatedText where, StringBuilder text) {
    text.append(where.text());
    if (where.location() != null) {
      text.append(where.location());
    }
  }

  private LeakText() {}
}
