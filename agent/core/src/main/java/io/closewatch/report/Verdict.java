package io.closewatch.report;

import io.closewatch.diagnosis.Blindness;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Wording;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
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
  private final String text;
  private final String location;
  private final String forecast;

  private Verdict(Outcome outcome, String text, String location) {
    this(outcome, text, location, "");
  }

  private Verdict(Outcome outcome, String text, String location, String forecast) {
    this.outcome = outcome;
    this.text = text;
    this.location = location;
    this.forecast = forecast;
  }

  private Verdict and(String clause) {
    return new Verdict(outcome, text, location, clause);
  }

  public static Verdict of(Report report) {
    Verdict verdict = withoutForecast(report);
    for (Finding finding : report.findings()) {
      if (finding.kind() == FindingKind.FD_EXHAUSTION) {
        return verdict.and("; " + finding.headline());
      }
    }
    return verdict;
  }

  private static Verdict withoutForecast(Report report) {
    if (report.leaks() > 0) {
      return leak(report);
    }
    if (!report.snapshot().kernel().isAvailable()) {
      return noVerdict(
          "the kernel's TCP table could not be read: "
              + report.snapshot().kernel().unavailableBecause());
    }
    if (!report.agent().degraded().isEmpty()) {
      return noVerdict("the agent does not work in full: " + report.agent().degraded().get(0));
    }
    long unknown = unattributedCloseWait(report);
    if (unknown > 0) {
      return new Verdict(
          Outcome.NO_VERDICT,
          "NO VERDICT - "
              + Wording.count(unknown, "socket")
              + " in CLOSE_WAIT "
              + (unknown == 1 ? "was" : "were")
              + " opened before the agent came, or by native code: no line known",
          "");
    }
    return new Verdict(Outcome.CLEAN, clean(report), "");
  }

  /**
   * Sockets that wait for close() although nobody knows who opened them: not to be called clean.
   */
  private static long unattributedCloseWait(Report report) {
    return report.snapshot().kernel().untracked().stream()
        .map(UntrackedSocket::row)
        .filter(row -> row != null && row.state() == TcpState.CLOSE_WAIT)
        .count();
  }

  public Outcome outcome() {
    return outcome;
  }

  /** For example {@code no leak found - 14 open sockets, watched for 2h 5m}. */
  public String sentence() {
    return text + location + forecast;
  }

  /** The sentence up to the location. */
  String text() {
    return text;
  }

  /** The location that the sentence names, or "". */
  String location() {
    return location;
  }

  /** What follows the location: the descriptors run out; or "". */
  String forecast() {
    return forecast;
  }

  private static Verdict noVerdict(String because) {
    return new Verdict(Outcome.NO_VERDICT, "NO VERDICT - nothing was found, but " + because, "");
  }

  private static String clean(Report report) {
    String open = Wording.count(report.snapshot().sockets().size(), "open socket");
    long watched = report.snapshot().takenAtMillis() - report.agent().startedAtMillis();
    long young = Blindness.youngCloseWait(report.snapshot(), report.graces());
    long unattributed =
        report.findings().stream()
            .filter(f -> f.kind() == FindingKind.UNATTRIBUTED)
            .mapToLong(Finding::count)
            .sum();
    long suspects =
        report.findings().stream()
            .filter(f -> f.confidence() == Confidence.SUSPECT)
            .filter(f -> f.kind() != FindingKind.FD_EXHAUSTION) // told at the end
            .count();
    return "no leak found"
        + (young == 0
            ? " - " + open
            : " yet - "
                + young
                + " of "
                + open
                + (young == 1 ? " is" : " are")
                + " in CLOSE_WAIT, but for less than "
                + Wording.duration(report.graces().closeWaitMillis()))
        + (young == 0 ? ", watched for " : "; watched for ")
        + Wording.duration(watched)
        + (suspects > 0 ? "; " + Wording.count(suspects, "suspect") + " below" : "")
        + (unattributed > 0
            ? "; " + Wording.count(unattributed, "other") + " cannot be judged, no line known"
            : "");
  }

  private static Verdict leak(Report report) {
    Set<Frame> places = new HashSet<>();
    boolean linesKnown = true;
    Finding worst = null;
    for (Finding finding : report.findings()) {
      SiteSnapshot site = finding.site();
      if (finding.confidence().isLeak() && site != null) {
        Frame fixAt = finding.fixAt();
        // Two handlers of one accept line are two places.
        places.add(fixAt != null && finding.handledAt() != null ? fixAt : site.frame());
        linesKnown &= finding.fixAt() != null;
        worst = worst == null ? finding : worst;
      }
    }
    if (worst == null) {
      return new Verdict(Outcome.LEAK, "LEAK - " + Wording.count(report.leaks(), "leak"), "");
    }
    return new Verdict(
        Outcome.LEAK,
        "LEAK - "
            + howMany(places.size(), linesKnown ? "line" : "place", worst)
            + what(worst, report.snapshot().sockets().size())
            + where(worst),
        location(worst));
  }

  /** A line that nobody reads at, or accepts at, leaks nothing itself. */
  private static String howMany(int places, String noun, Finding worst) {
    boolean stuck = !worst.headline().isEmpty();
    if (places == 1) {
      return stuck ? "" : "1 " + noun + " leaks sockets: ";
    }
    return places + (stuck ? " faults, the worst: " : " " + noun + "s leak sockets, the worst: ");
  }

  private static String what(Finding finding, int open) {
    if (!finding.headline().isEmpty()) {
      return finding.headline();
    }
    long count = finding.count();
    boolean one = count == 1;
    String sockets = count + " of " + Wording.count(open, "open socket");
    switch (finding.kind()) {
      case NOT_CLOSED:
        return sockets + (one ? " waits" : " wait") + " for close()";
      case UNREACHABLE:
        return sockets + (one ? " was" : " were") + " dropped without close()";
      case CLOSED_NOT_RELEASED:
        return sockets + (one ? " is" : " are") + " still held after close()";
      case DEAD_NOT_CLOSED:
        return sockets + (one ? " has" : " have") + " no connection and no close()";
      case HALF_CLOSED:
        return sockets + (one ? " is" : " are") + " half closed without close()";
      case CLOSED_BY_GC:
        SiteSnapshot site = finding.site();
        return count
            + " of "
            + Wording.count(site == null ? count : site.opened(), "socket")
            + (one ? " was" : " were")
            + " closed only by the garbage collector,";
      default:
        return finding.summary();
    }
  }

  /** What stands between the fault and the location. */
  private static String where(Finding finding) {
    if (finding.fixAt() != null) {
      if (finding.headline().isEmpty() && finding.fixAt().equals(finding.handledAt())) {
        return ", handled in ";
      }
      return finding.kind() == FindingKind.CLOSED_BY_GC ? " opened in " : " in ";
    }
    SiteSnapshot site = finding.site();
    if (site != null && site.kind().role() == Role.CLIENT) {
      return ", opened by a library's own thread in ";
    }
    String ports = Wording.localPorts(finding.sockets());
    return (ports.isEmpty() ? "" : " by the code that handles " + ports + ",") + " accepted in ";
  }

  private static String location(Finding finding) {
    Frame fixAt = finding.fixAt();
    SiteSnapshot site = finding.site();
    return fixAt != null ? fixAt.location() : site == null ? "" : site.frame().location();
  }
}
