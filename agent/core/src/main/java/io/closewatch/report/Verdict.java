package io.closewatch.report;

import io.closewatch.diagnosis.Blindness;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
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
  private final String clauses;

  private Verdict(Outcome outcome, String text, String location) {
    this(outcome, text, location, "");
  }

  private Verdict(Outcome outcome, String text, String location, String clauses) {
    this.outcome = outcome;
    this.text = text;
    this.location = location;
    this.clauses = clauses;
  }

  private Verdict and(String more) {
    return new Verdict(outcome, text, location, more);
  }

  public static Verdict of(Report report) {
    Verdict verdict = ofFindings(report);
    String clauses = PoolClauses.of(report, verdict.outcome);
    for (Finding finding : report.findings()) {
      if (finding.kind() == FindingKind.FD_EXHAUSTION) {
        clauses += "; " + finding.headline();
      }
    }
    if (!report.muted().isEmpty()) {
      clauses += "; " + Wording.count(report.muted().size(), "finding") + " muted";
    }
    return verdict.and(clauses);
  }

  private static Verdict ofFindings(Report report) {
    if (report.leaks() > 0) {
      LeakSentence leak = LeakSentence.of(report);
      return new Verdict(Outcome.LEAK, "LEAK - " + leak.text(), leak.location());
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
    Set<Long> pooled = inodesInPools(report.snapshot().pools());
    return report.snapshot().kernel().untracked().stream()
        .map(UntrackedSocket::row)
        .filter(row -> row != null && row.state() == TcpState.CLOSE_WAIT)
        .filter(row -> !pooled.contains(row.inode()))
        .count();
  }

  /** A pool tells what becomes of a connection, also of one from before the agent came. */
  private static Set<Long> inodesInPools(HttpPools pools) {
    Set<Long> inodes = new HashSet<>();
    for (PoolSnapshot pool : pools.pools()) {
      for (PoolConnection connection : pool.connections()) {
        boolean known = connection.state() == PoolState.IDLE || connection.lease() != null;
        TcpRow row = connection.row();
        if (known && row != null) {
          inodes.add(row.inode());
        }
      }
    }
    return inodes;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** For example {@code no leak found - 14 open sockets, watched for 2h 5m}. */
  public String sentence() {
    return text + location + clauses;
  }

  /** The sentence up to the location. */
  String text() {
    return text;
  }

  /** The location that the sentence names, or "". */
  String location() {
    return location;
  }

  /** What follows the location, on HTTP pools, on the descriptors, on what is muted; or "". */
  String clauses() {
    return clauses;
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
            .filter(f -> f.kind() != FindingKind.FD_EXHAUSTION) // told at the end, both of them
            .filter(f -> f.kind() != FindingKind.POOL_EXHAUSTED)
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
}
