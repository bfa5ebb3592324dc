package io.closewatch.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ratchet: a baseline follows the leaks down, and up only where that is asked for. An entry of
 * a leak that did not occur stays, since another run may have tested other things. Immutable.
 */
final class BaselineUpdate {
  private final Baseline baseline;
  private final List<String> changes;

  private BaselineUpdate(Baseline baseline, List<String> changes) {
    this.baseline = baseline;
    this.changes = Collections.unmodifiableList(new ArrayList<>(changes));
  }

  /** The baseline as it is. */
  static BaselineUpdate none(Baseline baseline) {
    return new BaselineUpdate(baseline, Collections.emptyList());
  }

  /**
   * Adapts a baseline to the leaks that there are.
   *
   * @param leaks all that no suppression hides, by fingerprint
   * @param kept fingerprints that occur otherwise, suppressed or suspected: their entries stay
   * @param mayRaise whether counts may rise and entries come
   * @param mayRemove whether entries that no longer occur go
   */
  static BaselineUpdate of(
      Baseline old,
      Map<String, KnownCount> leaks,
      Set<String> kept,
      boolean mayRaise,
      boolean mayRemove) {
    Map<String, BaselineEntry> entries = new TreeMap<>();
    List<String> changes = new ArrayList<>();
    for (BaselineEntry entry : old.entries()) {
      String fingerprint = entry.fingerprint();
      KnownCount leak = leaks.get(fingerprint);
      if (leak == null && mayRemove && !kept.contains(fingerprint)) {
        changes.add("removed " + fingerprint + ", it no longer occurs: " + entry.comment());
      } else if (leak != null
          && (leak.count() < entry.max() || (mayRaise && leak.count() > entry.max()))) {
        entries.put(fingerprint, entry.withMax(leak.count()));
        changes.add(
            (leak.count() < entry.max() ? "lowered " : "raised ")
                + fingerprint
                + " from max="
                + entry.max()
                + " to max="
                + leak.count()
                + ": "
                + leak.method());
      } else {
        entries.put(fingerprint, entry);
      }
    }
    if (mayRaise) {
      add(leaks, entries, changes);
    }
    return new BaselineUpdate(old.with(entries), changes);
  }

  private static void add(
      Map<String, KnownCount> leaks, Map<String, BaselineEntry> entries, List<String> changes) {
    leaks.forEach(
        (fingerprint, leak) -> {
          if (!entries.containsKey(fingerprint)) {
            entries.put(fingerprint, BaselineEntry.of(fingerprint, leak.count(), leak.method()));
            changes.add(
                "added " + fingerprint + " with max=" + leak.count() + ": " + leak.method());
          }
        });
  }

  Baseline baseline() {
    return baseline;
  }

  /** What has changed, one sentence each; empty if nothing. */
  List<String> changes() {
    return changes;
  }

  /** What there is of one fingerprint, of whatever kinds. Immutable. */
  static final class KnownCount {
    /** What a line of a baseline can say. */
    private static final long MOST = 999_999_999;

    private final long count;
    private final String method;

    KnownCount(long count, String method) {
      this.count = Math.min(MOST, count);
      this.method = method;
    }

    KnownCount plus(long more) {
      return new KnownCount(Math.min(MOST, count + Math.min(MOST, more)), method);
    }

    long count() {
      return count;
    }

    String method() {
      return method;
    }
  }
}
