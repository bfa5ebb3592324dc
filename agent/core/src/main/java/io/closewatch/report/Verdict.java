package io.closewatch.report;

import io.closewatch.diagnosis.Blindness;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import java.util.HashSet;
import java.util.Set;

/** The one line that answers "does it leak?". Immutable. */
public final class Verdict {
  /** The three possible answers; a gate fails on all but the second. */
  public enum Outcome {
    LEAK,
    CLEAN,
    /** Nothing was found, but too little was seen to say that there is nothing. */
    NO_VERDICT
  }

  private final Outcome outcome;
  private final String sentence;

  private Verdict(Outcome outcome, String sentence) {
    this.outcome = outcome;
    this.sentence = sentence;
  }

  public static Verdict of(Report report) {
    if (report.leaks() > 0) {
      return new Verdict(Outcome.LEAK, "LEAK - " + leaks(report));
    }
    if (!report.snapshot().kernel().isAvailable()) {
      return new Verdict(
          Outcome.NO_VERDICT,
          "NO VERDICT - nothing was found, but the kernel's TCP table could not be read: "
              + report.snapshot().kernel().unavailableBecause());
    }
    if (!report.agent().degraded().isEmpty()) {
      return new Verdict(
          Outcome.NO_VERDICT,
          "NO VERDICT - nothing was found, but the agent does not work in full: "
              + report.agent().degraded().get(0));
    }
    return new Verdict(Outcome.CLEAN, clean(report));
  }

  public Outcome outcome() {
    return outcome;
  }

  /** For example {@code no leak found - 14 open sockets, watched for 2h 5m}. */
  public String sentence() {
    return sentence;
  }

  private static String clean(Report report) {
    long watched = report.snapshot().takenAtMillis() - report.agent().startedAtMillis();
    long young = Blindness.youngCloseWait(report.snapshot(), report.graces());
    long unattributed =
        report.findings().stream()
            .filter(f -> f.kind() == FindingKind.UNATTRIBUTED)
            .mapToLong(Finding::count)
            .sum();
    return "no leak found"
        + (young > 0 ? " yet" : "")
        + " - "
        + Wording.count(report.snapshot().sockets().size(), "open socket")
        + ", watched for "
        + Wording.duration(watched)
        + (young > 0 ? "; " + young + " in CLOSE_WAIT, too short to judge" : "")
        + (unattributed > 0
            ? "; " + Wording.count(unattributed, "other") + " cannot be judged, no line known"
            : "");
  }

  private static String leaks(Report report) {
    Set<Frame> lines = new HashSet<>();
    Finding worst = null;
    for (Finding finding : report.findings()) {
      SiteSnapshot site = finding.site();
      if (finding.confidence().isLeak() && site != null) {
        lines.add(site.frame());
        worst = worst == null ? finding : worst;
      }
    }
    if (worst == null) {
      return Wording.count(report.leaks(), "leak");
    }
    boolean one = lines.size() == 1;
    return (one ? "1 line leaks sockets: " : lines.size() + " lines leak sockets, the worst: ")
        + sentence(worst, report.snapshot().sockets().size());
  }

  private static String sentence(Finding finding, int open) {
    long count = finding.count();
    String sockets = count + " of " + Wording.count(open, "open socket");
    boolean one = count == 1;
    String where = where(finding);
    switch (finding.kind()) {
      case NOT_CLOSED:
        return sockets + (one ? " waits" : " wait") + " for close() " + where;
      case UNREACHABLE:
        return sockets + (one ? " was" : " were") + " dropped without close() " + where;
      case CLOSED_NOT_RELEASED:
        return sockets + (one ? " is" : " are") + " still held after close() " + where;
      case DEAD_NOT_CLOSED:
        return sockets + (one ? " has" : " have") + " no connection and no close() " + where;
      case HALF_CLOSED:
        return sockets + (one ? " is" : " are") + " half closed without close() " + where;
      case CLOSED_BY_GC:
        SiteSnapshot site = finding.site();
        return count
            + " of "
            + Wording.count(site == null ? count : site.opened(), "socket")
            + (one ? " was" : " were")
            + " closed only by the garbage collector "
            + where;
      default:
        return finding.summary();
    }
  }

  private static String where(Finding finding) {
    Frame fixAt = finding.fixAt();
    if (fixAt != null) {
      return "in " + fixAt.location();
    }
    SiteSnapshot site = finding.site();
    if (site != null && site.kind().role() == Role.ACCEPTED) {
      return "after being accepted in " + site.frame().location();
    }
    return "";
  }
}
