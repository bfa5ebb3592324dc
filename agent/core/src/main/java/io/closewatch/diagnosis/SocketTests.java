package io.closewatch.diagnosis;

import io.closewatch.tracker.TestCount;
import io.closewatch.tracker.TestOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tests that opened the sockets of a snapshot. Kept beside the sockets, of which there may be
 * tens of thousands in a JVM without any test. Immutable.
 */
public final class SocketTests {
  public static final SocketTests NONE = new SocketTests(Collections.emptyMap());

  private final Map<SocketSnapshot, TestOrigin> origins;

  private SocketTests(Map<SocketSnapshot, TestOrigin> origins) {
    this.origins = origins;
  }

  /** Snapshots of sockets are equal to themselves alone. */
  public static SocketTests of(Map<SocketSnapshot, TestOrigin> origins) {
    return origins.isEmpty() ? NONE : new SocketTests(new HashMap<>(origins));
  }

  /** The test that opened this one of the snapshot's sockets, or null. */
  public @Nullable TestOrigin of(SocketSnapshot socket) {
    return origins.get(socket);
  }

  /**
   * Names the tests of a finding: those that its maker has named, else those that opened its
   * sockets, also where the collector has closed them.
   */
  Finding name(Finding finding) {
    if (!finding.tests().isEmpty()) {
      return finding;
    }
    if (finding.kind() == FindingKind.CLOSED_BY_GC) {
      return finding.site() == null ? finding : finding.tests(finding.site().collectedIn());
    }
    if (origins.isEmpty() || isOfLeases(finding)) {
      return finding;
    }
    List<@Nullable TestOrigin> tests = new ArrayList<>();
    for (SocketSnapshot socket : finding.sockets()) {
      tests.add(of(socket));
    }
    return finding.tests(TestCount.of(tests));
  }

  /** Whoever opened the connection gave it back to the pool at least once. */
  private static boolean isOfLeases(Finding finding) {
    return finding.kind() == FindingKind.LEASE_NOT_RETURNED
        || finding.kind() == FindingKind.POOL_EXHAUSTED;
  }
}
