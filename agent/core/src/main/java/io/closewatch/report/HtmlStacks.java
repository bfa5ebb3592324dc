package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Wording;
import io.closewatch.report.StackText.Section;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import java.util.List;

/** The stacks of a finding: the application's frames bold, runs of JDK and libraries folded. */
final class HtmlStacks {
  private static final int MAX_FRAMES = 30;

  private final FoldedStack folded;
  private final HtmlWriter out;

  private HtmlStacks(Report report, boolean ofThread, HtmlWriter out) {
    this.folded = new FoldedStack(report.libraries(), MAX_FRAMES, ofThread);
    this.out = out;
  }

  static void render(Finding finding, Report report, HtmlWriter out) {
    for (Section section : StackText.sections(finding, report)) {
      out.raw("<h4>").text(section.title).line("</h4>");
      if (section.trace != null) {
        new HtmlStacks(report, section.ofThread, out).render(section.trace);
      }
      if (!section.others.isEmpty()) {
        out.element("p", section.others).line("");
      }
    }
    String selectors = StackText.selectors(finding, report);
    if (!selectors.isEmpty()) {
      out.element("p", selectors).line("");
    }
  }

  private void render(Trace trace) {
    List<Frame> frames = trace.frames();
    if (frames.isEmpty()) {
      out.line("<p>(not recorded)</p>");
      return;
    }
    int marked = trace.siteIndex();
    out.line("<ul class=\"stack\">");
    int end = frames(frames, 0, Math.min(MAX_FRAMES, frames.size()), marked);
    if (marked >= end) { // what the stack is shown for is never among those that are cut off
      more(marked - end, "frame");
      single(frames.get(marked), true);
      end = marked + 1;
    }
    more(frames.size() - end, "more frame");
    out.line("</ul>");
  }

  private int frames(List<Frame> frames, int first, int last, int marked) {
    int next = first;
    while (next < last) {
      int end = Math.min(last, folded.endOfRun(frames, next, marked));
      if (end - next > 1) {
        run(frames.subList(next, end));
        next = end;
      } else {
        single(frames.get(next), next == marked);
        next++;
      }
    }
    return next;
  }

  private void more(int count, String noun) {
    if (count > 0) {
      out.element("li", "... " + Wording.count(count, noun)).line("");
    }
  }

  private void run(List<Frame> run) {
    out.raw("<li><details>").element("summary", folded.fold(run)).raw("<ul>");
    for (Frame frame : run) {
      out.raw("<li>").code(frame.location()).line("</li>");
    }
    out.line("</ul></details></li>");
  }

  private void single(Frame frame, boolean marked) {
    boolean own = marked || !FoldedStack.isForeign(frame);
    String jars = folded.jars(frame, marked);
    out.raw(marked ? "<li><mark><b>" : own ? "<li><b>" : "<li>");
    out.code(frame.location()).raw(own ? "</b>" : "").raw(marked ? "</mark>" : "");
    if (!jars.isEmpty()) {
      out.raw(" ").element("small", jars);
    }
    out.line("</li>");
  }
}
