package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.tracker.Fingerprint;
import io.closewatch.tracker.SiteSnapshot;
import java.util.regex.Pattern;

/**
 * What a finding is known by in other runs and builds, for baselines: 16 hex digits over the method
 * at fault, not its line.
 */
final class FindingFingerprint {
  /** Pools are numbered in the order in which they were made: not the same in each run. */
  private static final Pattern NUMBER = Pattern.compile("-\\d+");

  /**
   * That of the site; where accepted sockets have a known handler that of the handler, since one
   * accept line serves many. Both have the kind of socket in them, but not that of the finding:
   * whether a forgotten socket is found in CLOSE_WAIT or by the garbage collector differs from run
   * to run. Without a site the kind of the finding, its line and its subject.
   */
  static String of(Finding finding) {
    SiteSnapshot site = finding.site();
    if (site != null) {
      return finding.handledAt() == null
          ? site.fingerprint()
          : Fingerprint.of(finding.handledAt(), site.kind());
    }
    String subject = NUMBER.matcher(finding.subject()).replaceAll("");
    return Fingerprint.of(
        finding.place(), finding.kind() + (subject.isEmpty() ? "" : " of " + subject));
  }

  private FindingFingerprint() {}
}
