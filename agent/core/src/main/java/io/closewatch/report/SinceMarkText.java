package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is different since a mark: findings that are new or have grown, leaks that are gone, and the
 * lines that open sockets as differences. Stateless.
 */
public final class SinceMarkText {
  private static final int FINDINGS_SHOWN = 20;
  private static final int SITES_SHOWN = 50;

  /** The whole text; ends with a line feed. */
  public static String render(Mark mark, Report report) {
    List<Finding> fresh = new ArrayList<>();
    List<Finding> grown = new ArrayList<>();
    sort(mark, report.findings(), fresh, grown);
    List<Finding> muted = new ArrayList<>();
    sort(mark, report.muted(), muted, muted);
    List<String> gone = gone(mark, report);
    long age = report.snapshot().monotonicMillis() - mark.monotonicMillis();
    Lines lines = new Lines();
    lines.prose(
        "closewatch: ",
        "  ",
        verdict(fresh.size(), grown.size(), gone.size(), muted.size())
            + " since "
            + mark.title()
            + ", "
            + Wording.duration(age)
            + " ago");
    findings("New", mark, fresh, lines);
    findings("Grown", mark, grown, lines);
    findings("Muted over JMX, but new or grown", mark, muted, lines);
    texts("Gone", gone, lines);
    sites(mark, report, lines);
    return lines.toString();
  }

  private static String verdict(int fresh, int grown, int gone, int muted) {
    return (fresh + grown == 0
            ? "nothing is new and nothing has grown"
            : Wording.count(fresh, "finding")
                + (fresh == 1 ? " is new, " : " are new, ")
                + grown
                + (grown == 1 ? " has grown" : " have grown"))
        + (gone == 0 ? "" : ", " + gone + (gone == 1 ? " is gone" : " are gone"))
        + (muted == 0 ? "" : ", " + muted + (muted == 1 ? " is muted" : " are muted"));
  }

  private static void sort(
      Mark mark, List<Finding> findings, List<Finding> fresh, List<Finding> grown) {
    for (Finding finding : findings) {
      if (mark.isNew(finding)) {
        fresh.add(finding);
      } else if (mark.growth(finding) > 0) {
        grown.add(finding);
      }
    }
  }

  private static void findings(String title, Mark mark, List<Finding> findings, Lines lines) {
    List<String> texts = new ArrayList<>();
    for (Finding finding : findings) {
      long growth = mark.growth(finding);
      String more = growth > 0 && growth < finding.count() ? " (" + growth + " more)" : "";
      LocatedText head = MutedText.head(finding);
      String location = head.location() == null ? "" : Lines.unbroken(head.location());
      texts.add(head.text() + location + more);
    }
    texts(title, texts, lines);
  }

  /** A leak that is muted by now is not gone. */
  private static List<String> gone(Mark mark, Report report) {
    if (!report.snapshot().kernel().isAvailable()) {
      return new ArrayList<>(); // not seen is not gone
    }
    Map<String, Long> left = new TreeMap<>(mark.leaks());
    report.allFindings().forEach(finding -> left.remove(finding.key()));
    List<String> texts = new ArrayList<>();
    for (RecoveredFinding recovered : report.recovered()) {
      if (left.remove(recovered.finding().key()) != null) {
        texts.add(TextReport.sentence(recovered));
      }
    }
    left.forEach((key, count) -> texts.add(key + ", counted " + count));
    return texts;
  }

  private static void texts(String title, List<String> texts, Lines lines) {
    if (texts.isEmpty()) {
      return;
    }
    lines.blank();
    lines.line(title + " (" + texts.size() + ")");
    int shown = Math.min(FINDINGS_SHOWN, texts.size());
    for (String text : texts.subList(0, shown)) {
      lines.prose("  ", "    ", text);
    }
    if (texts.size() > shown) {
      lines.line("  and " + (texts.size() - shown) + " more");
    }
  }

  private static void sites(Mark mark, Report report, Lines lines) {
    List<SiteChange> changes = new ArrayList<>();
    Mark.sites(report)
        .forEach(
            (key, now) -> {
              SiteChange change = now.since(mark.site(key));
              if (!change.isNothing()) {
                changes.add(change);
              }
            });
    lines.blank();
    if (changes.isEmpty()) {
      lines.line("No line has opened or closed a socket since.");
      return;
    }
    changes.sort(MOST_LEFT_OPEN_FIRST);
    lines.line("Lines that opened or closed sockets since, most left open first");
    Columns table = new Columns("  ", "open", "opened", "closed", "by GC", "kind", "line");
    int shown = Math.min(SITES_SHOWN, changes.size());
    for (SiteChange change : changes.subList(0, shown)) {
      table.add(
          (change.open > 0 ? "+" : "") + change.open,
          String.valueOf(change.opened),
          String.valueOf(change.closed),
          String.valueOf(change.closedByGc),
          change.kind,
          change.location);
    }
    table.render(lines);
    if (changes.size() > shown) {
      lines.line("  and " + (changes.size() - shown) + " more");
    }
  }

  private static final Comparator<SiteChange> MOST_LEFT_OPEN_FIRST =
      Comparator.<SiteChange>comparingLong(change -> -change.open)
          .thenComparingLong(change -> -change.opened)
          .thenComparing(change -> change.location)
          .thenComparing(change -> change.kind);

  private SinceMarkText() {}
}
