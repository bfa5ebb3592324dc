package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Wording;
import io.closewatch.report.Verdict.Outcome;

/** What the verdict adds on HTTP pools: trouble that is no leak of its own. */
final class PoolClauses {

  /** Each with a semicolon in front; "" if there is nothing to say. */
  static String of(Report report, Outcome outcome) {
    long refused = 0;
    long idle = 0;
    for (Finding finding : report.findings()) {
      refused += finding.kind() == FindingKind.POOL_EXHAUSTED ? finding.count() : 0;
      idle += finding.kind() == FindingKind.IDLE_IN_POOL ? finding.count() : 0;
    }
    StringBuilder clauses = new StringBuilder();
    if (refused > 0 && (outcome != Outcome.LEAK || hasOtherLeaks(report))) {
      clauses.append("; ").append(Wording.count(refused, "request"));
      clauses.append(" got no connection of an HTTP pool (POOL_EXHAUSTED below)");
    }
    if (idle > 0 && outcome != Outcome.LEAK) {
      clauses.append("; ").append(Wording.count(idle, "idle connection"));
      clauses.append(idle == 1 ? " of an HTTP pool was" : " of HTTP pools were");
      clauses.append(" closed by ").append(idle == 1 ? "its" : "their");
      clauses.append(" server (IDLE_IN_POOL below)");
    }
    return clauses.toString();
  }

  private static boolean hasOtherLeaks(Report report) {
    return report.findings().stream()
        .anyMatch(f -> f.confidence().isLeak() && f.kind() != FindingKind.POOL_EXHAUSTED);
  }

  private PoolClauses() {}
}
