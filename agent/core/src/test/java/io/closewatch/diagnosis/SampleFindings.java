package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import java.util.List;

/** Findings without a site, for the tests of the MBeans. */
public final class SampleFindings {

  /** One whose line opens no socket itself. */
  public static Finding at(FindingKind kind, Confidence confidence, Frame place, long count) {
    return new Finding(
            kind, confidence, null, count, List.of(), "summary", List.of(), "why", "remedy")
        .at(place);
  }

  private SampleFindings() {}
}
