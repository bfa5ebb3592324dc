package io.closewatch.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the findings of each scan with those of the one before. For one thread. */
public final class FindingHistory {
  private static final int RECOVERED_KEPT = 50;

  /** A finding that the last scan saw. */
  private static final class Active {
    final CountHistory counts;
    Finding finding;

    Active(Finding finding, Snapshot snapshot) {
      this.finding = finding;
      this.counts = new CountHistory(snapshot.takenAtMillis(), snapshot.monotonicMillis());
    }
  }

  /** What one scan changed. Immutable. */
  public static final class Changes {
    private final List<Finding> appeared;
    private final List<RecoveredFinding> recovered;

    /** What a scan has found and what it has missed. */
    public Changes(List<Finding> appeared, List<RecoveredFinding> recovered) {
      this.appeared = Collections.unmodifiableList(appeared);
      this.recovered = Collections.unmodifiableList(recovered);
    }

    /**
     * Findings that the scan before did not have, of any confidence, or had as a suspect only;
     * heaviest first.
     */
    public List<Finding> appeared() {
      return appeared;
    }

    /** Leaks that the scan before had. */
    public List<RecoveredFinding> recovered() {
      return recovered;
    }
  }

  private final Map<String, Active> active = new HashMap<>();
  private final List<RecoveredFinding> recovered = new ArrayList<>();

  /** Takes in one scan; scans must come in the order of time. */
  public Changes update(Snapshot snapshot, List<Finding> findings) {
    Set<String> present = new HashSet<>();
    List<Finding> appeared = new ArrayList<>();
    for (Finding finding : findings) {
      String key = finding.key();
      present.add(key);
      Active before = active.get(key);
      if (before == null || becameLeak(before.finding, finding)) {
        appeared.add(finding);
        recovered.removeIf(r -> r.finding().key().equals(key));
      }
      Active now = before == null ? new Active(finding, snapshot) : before;
      now.finding = finding;
      now.counts.add(snapshot.monotonicMillis(), finding.count());
      active.put(key, now);
    }
    // A scan without the kernel's table cannot see most leaks: not seen is not recovered.
    List<RecoveredFinding> gone =
        snapshot.kernel().isAvailable() ? remove(present, snapshot) : new ArrayList<>();
    return new Changes(appeared, gone);
  }

  private static boolean becameLeak(Finding before, Finding now) {
    return !before.confidence().isLeak() && now.confidence().isLeak();
  }

  /** How each finding of the last scans has developed, by its {@link Finding#key}. */
  public Map<String, Course> courses() {
    Map<String, Course> courses = new HashMap<>();
    active.forEach((key, finding) -> courses.put(key, finding.counts.course()));
    return courses;
  }

  /** The leaks that are gone, latest first, at most 50; one that came back is not among them. */
  public List<RecoveredFinding> recovered() {
    return Collections.unmodifiableList(new ArrayList<>(recovered));
  }

  /** Starts the list of the leaks that are gone anew. */
  public void forgetRecovered() {
    recovered.clear();
  }

  private List<RecoveredFinding> remove(Set<String> present, Snapshot snapshot) {
    List<RecoveredFinding> gone = new ArrayList<>();
    for (Iterator<Map.Entry<String, Active>> i = active.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<String, Active> entry = i.next();
      if (!present.contains(entry.getKey())) {
        i.remove();
        Active last = entry.getValue();
        if (last.finding.confidence().isLeak()) {
          gone.add(
              new RecoveredFinding(
                  last.finding,
                  last.counts.firstSeenMillis(),
                  snapshot.takenAtMillis(),
                  last.counts.ageAt(snapshot.monotonicMillis())));
        }
      }
    }
    gone.sort((a, b) -> a.finding().key().compareTo(b.finding().key()));
    recovered.addAll(0, gone);
    while (recovered.size() > RECOVERED_KEPT) {
      recovered.remove(recovered.size() - 1);
    }
    return gone;
  }
}
