package io.closewatch.jmx;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import java.util.List;

/** One finding in short lines, for a client that shows each in a cell of a table. */
final class FindingText {
  private static final int MAX_FRAMES = 20;

  static String of(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.kind()).append(" (").append(finding.confidence()).append("): ");
    text.append(finding.summary()).append('\n');
    SiteSnapshot site = finding.site();
    if (site != null) {
      text.append("at ").append(site.frame().location());
      text.append(" [").append(site.kind().label()).append("]\n");
    }
    for (String line : finding.evidence()) {
      text.append("- ").append(line).append('\n');
    }
    text.append("Why: ").append(finding.why()).append('\n');
    text.append("Remedy: ").append(finding.remedy());
    appendStack(text, finding.sockets());
    return text.toString();
  }

  private static void appendStack(StringBuilder text, List<SocketSnapshot> sockets) {
    if (sockets.isEmpty()) {
      return;
    }
    List<Frame> frames = sockets.get(0).trace().frames();
    text.append("\nOpened by thread ").append(sockets.get(0).threadName()).append(':');
    for (int i = 0; i < frames.size() && i < MAX_FRAMES; i++) {
      text.append("\n  at ").append(frames.get(i).location());
    }
    if (frames.size() > MAX_FRAMES) {
      text.append("\n  ... ").append(frames.size() - MAX_FRAMES).append(" more");
    }
  }

  private FindingText() {}
}
