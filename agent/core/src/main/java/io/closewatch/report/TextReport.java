package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Renders a report for people: plain ASCII, less than 100 columns, the verdict first; less than 100
 * lines also where many lines leak. Stateless.
 */
public final class TextReport {
  private static final int MAX_LINES = 99;
  private static final int RECOVERED_SHOWN = 10;
  private static final int SITES_SHOWN = 20;

  /** Where many findings need the room. */
  private static final int FEWER_SHOWN = 4;

  /** The whole report; ends with a line feed. */
  public String render(Report report) {
    Lines lines = new Lines();
    Verdict verdict = Verdict.of(report);
    lines.prose(
        "closewatch: ",
        "  ",
        verdict.text() + Lines.unbroken(verdict.location()) + verdict.clauses());
    lines.blank();
    Lines sites = sites(report);
    Lines rest = rest(report);
    boolean pools = !report.snapshot().pools().pools().isEmpty();
    int room = MAX_LINES - lines.count() - sites.count() - rest.count();
    FindingsText.render(report, room - (pools ? PoolsText.LEAST_LINES : 0), lines);
    room = MAX_LINES - lines.count() - sites.count() - rest.count();
    lines.append(sites);
    PoolsText.render(
        report.snapshot().pools(),
        Math.max(PoolsText.LEAST_LINES, Math.min(PoolsText.MOST_LINES, room)),
        lines);
    lines.append(rest);
    return lines.toString();
  }

  /** One finding of a report in full, with its number; without a line feed at the end. */
  public String finding(int number, Finding finding, Report report) {
    Lines lines = new Lines();
    FindingText.render(number, finding, report, lines);
    return lines.toString().trim();
  }

  /** What stands right below the findings. */
  private static Lines sites(Report report) {
    boolean crowded = FindingsText.areMany(report);
    Lines lines = new Lines();
    MutedText.render(report.muted(), crowded ? FEWER_SHOWN : RECOVERED_SHOWN, lines);
    recovered(report.recovered(), crowded ? FEWER_SHOWN : RECOVERED_SHOWN, lines);
    SiteTable.render(report.snapshot().sites(), crowded ? FEWER_SHOWN : SITES_SHOWN, lines);
    lines.blank();
    return lines;
  }

  private static Lines rest(Report report) {
    Lines lines = new Lines();
    ProcessText.render(report, lines);
    lines.blank();
    blindSpots(report.blindSpots(), lines);
    lines.blank();
    footer(report, lines);
    return lines;
  }

  private static void recovered(List<RecoveredFinding> recovered, int most, Lines lines) {
    if (recovered.isEmpty()) {
      return;
    }
    lines.line("Recovered, latest first");
    int shown = Math.min(most, recovered.size());
    for (RecoveredFinding r : recovered.subList(0, shown)) {
      lines.prose("  ", "    ", sentence(r));
    }
    if (recovered.size() > shown) {
      lines.line("  and " + (recovered.size() - shown) + " more");
    }
    lines.blank();
  }

  /** What it was, where, and how long it lasted. */
  static String sentence(RecoveredFinding recovered) {
    Finding finding = recovered.finding();
    SiteSnapshot site = finding.site();
    Frame fixAt = finding.fixAt();
    String where =
        fixAt != null
            ? " at " + Lines.unbroken(fixAt.location())
            : site == null ? "" : " accepted at " + Lines.unbroken(site.frame().location());
    return finding.kind()
        + where
        + ", "
        + Counted.of(finding)
        + ": gone since "
        + utc(recovered.recoveredMillis())
        + ", lasted "
        + Wording.duration(recovered.lastedMillis());
  }

  private static void blindSpots(List<String> spots, Lines lines) {
    if (spots.isEmpty()) {
      lines.line("What could not be seen: nothing that closewatch knows of");
      return;
    }
    lines.line("What could not be seen");
    for (String spot : spots) {
      lines.prose("  - ", spot);
    }
  }

  private static void footer(Report report, Lines lines) {
    AgentInfo agent = report.agent();
    long takenAt = report.snapshot().takenAtMillis();
    lines.prose(
        "closewatch " + PlainText.of(agent.version()) + ", ",
        "  ",
        "process " + agent.pid() + " (" + agent.mainClass() + "), " + agent.jvm());
    lines.prose(
        "",
        "  ",
        "Taken at "
            + utc(takenAt)
            + String.format(
                Locale.ROOT, " (the scan took %.1f ms), ", report.snapshot().scanMicros() / 1000.0)
            + Wording.duration(takenAt - agent.startedAtMillis())
            + (agent.attached()
                ? " after the agent was attached to the running JVM"
                : " after the agent started with the JVM"));
  }

  /** A moment as reports tell it, {@code 2026-11-21T00:30:00Z}. */
  public static String utc(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
