package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import java.util.List;

/** A finding without a site, which only this package can make. */
public final class LeaseFinding {

  public static Finding at(Frame line, long count) {
    return new Finding(
            FindingKind.LEASE_NOT_RETURNED,
            Confidence.LIKELY,
            null,
            count,
            List.of(),
            "summary",
            List.of(),
            "why",
            "remedy")
        .at(line);
  }

  private LeaseFinding() {}
}
