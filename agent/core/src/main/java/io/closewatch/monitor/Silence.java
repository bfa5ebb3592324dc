package io.closewatch.monitor;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingHistory.Changes;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.report.Mutes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What listeners are told where the operator has muted findings: nothing of those, and of one that
 * is still there when it is heard again as if it were new. For one thread at a time.
 */
final class Silence {
  private Set<String> muted = Collections.emptySet();

  /** What to tell of a scan that has seen these findings. */
  Changes told(Changes changes, List<Finding> findings, Mutes mutes) {
    List<Finding> appeared = new ArrayList<>();
    Set<String> nowMuted = new HashSet<>();
    Set<Finding> fresh = new HashSet<>(changes.appeared());
    for (Finding finding : findings) {
      if (mutes.covers(finding)) {
        nowMuted.add(finding.key());
      } else if (fresh.contains(finding) || muted.contains(finding.key())) {
        appeared.add(finding);
      }
    }
    List<RecoveredFinding> recovered = new ArrayList<>(changes.recovered());
    recovered.removeIf(gone -> mutes.covers(gone.finding()));
    muted = nowMuted;
    return new Changes(appeared, recovered);
  }
}
