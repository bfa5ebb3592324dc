package io.closewatch.diagnosis;

import io.closewatch.tracker.SiteSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges the last snapshot of a JVM, which was taken after a garbage collection that the agent had
 * asked for. A program drops at its end what it has kept for all of its life, such as the pool in a
 * local variable of main(): what only that collection found is no leak for that alone.
 */
public final class ExitDiagnosis {
  private static final Set<FindingKind> FOUND_BY_GC =
      EnumSet.of(FindingKind.CLOSED_BY_GC, FindingKind.UNREACHABLE, FindingKind.CLIENT_PER_REQUEST);

  private static final String EVIDENCE =
      "found only by the garbage collection at the end of the JVM: the end of the program drops "
          + "what was in use until then, too";

  /**
   * The findings, heaviest first.
   *
   * @param before the snapshot from before the collection
   * @param findingsBefore what was found in it
   * @param graces those of the exit
   */
  public static List<Finding> of(
      Snapshot before, List<Finding> findingsBefore, Snapshot last, Graces graces, Trends trends) {
    Set<String> known = new HashSet<>();
    for (Finding finding : findingsBefore) {
      if (finding.confidence().isLeak()) {
        known.add(finding.key());
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : Diagnosis.of(last, graces, trends)) {
      boolean judged =
          !finding.confidence().isLeak()
              || !FOUND_BY_GC.contains(finding.kind())
              || known.contains(finding.key())
              || hadHungUp(finding, before);
      findings.add(judged ? finding : finding.suspected(EVIDENCE));
    }
    findings.sort(Diagnosis.HEAVIEST_FIRST);
    return Collections.unmodifiableList(findings);
  }

  /** The peer of one of them was gone before the end: nobody kept that one in use. */
  private static boolean hadHungUp(Finding finding, Snapshot before) {
    SiteSnapshot site = finding.site();
    if (site == null) {
      return false;
    }
    SiteId id = SiteId.of(site);
    PooledSockets pooled = PooledSockets.of(before.pools());
    for (SocketSnapshot socket : before.sockets()) {
      if (AtExit.isTelling(socket)
          && SiteId.of(socket.site()).equals(id)
          && !socket.isLost()
          && !pooled.contains(socket)) {
        return true;
      }
    }
    return false;
  }

  private ExitDiagnosis() {}
}
