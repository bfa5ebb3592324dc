package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All findings, worst first. A few are all shown in full; of many as many as fit, then a line each,
 * then their number.
 */
final class FindingsText {
  /** Up to here all are shown in full. */
  static final int FEW = 6;

  private static final int MAX_HEADS = 15;

  /** A blank line, the title, the line that sums up the rest, and a blank line. */
  private static final int FRAME = 4;

  static boolean areMany(Report report) {
    return report.findings().size() > FEW;
  }

  /**
   * @param room how many lines there are for them, if they are many
   */
  static void render(Report report, int room, Lines lines) {
    List<Finding> findings = report.findings();
    int end = lines.count() + room;
    int next = 0;
    while (next < findings.size()) {
      Lines block = new Lines();
      FindingText.render(next + 1, findings.get(next), report, block);
      int heads = Math.min(MAX_HEADS, findings.size() - next - 1);
      boolean fits = lines.count() + block.count() + heads + FRAME <= end;
      if (areMany(report) && next > 0 && !fits) {
        break;
      }
      lines.append(block);
      next++;
    }
    if (next < findings.size()) {
      heads(findings, next, end, lines);
    }
  }

  private static void heads(List<Finding> findings, int first, int end, Lines lines) {
    lines.line("Further findings, a line each; the MBean Report has all in full: findings(0)");
    int next = first;
    while (next < findings.size() && next - first < MAX_HEADS) {
      Lines head = new Lines();
      FindingText.head("  " + (next + 1) + ". ", findings.get(next), false, head);
      if (lines.count() + head.count() + 2 > end) {
        break;
      }
      lines.append(head);
      next++;
    }
    if (next < findings.size()) {
      lines.line("  and " + rest(findings.subList(next, findings.size())));
    }
    lines.blank();
  }

  /** How many sites and sockets these findings have. */
  static String rest(List<Finding> findings) {
    Set<String> sites = new HashSet<>();
    long sockets = 0;
    for (Finding finding : findings) {
      sites.add(place(finding));
      sockets += Counted.sockets(finding);
    }
    return Wording.count(sites.size(), "more site") + ", " + Wording.count(sockets, "socket");
  }

  private static String place(Finding finding) {
    Frame fixAt = finding.fixAt();
    SiteSnapshot site = finding.site();
    return fixAt != null
        ? fixAt.location()
        : site == null ? finding.key() : site.frame().location();
  }

  private FindingsText() {}
}
