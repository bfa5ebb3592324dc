package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The places that the operator does not want to hear of, each with the time of that. Immutable. */
public final class Mutes {
  public static final Mutes NONE = new Mutes(new TreeMap<>());

  private final NavigableMap<String, Long> since;

  private Mutes(NavigableMap<String, Long> since) {
    this.since = since;
  }

  /** The same and this place, a line of code or a fingerprint; its first time stays. */
  public Mutes with(String place, long nowMillis) {
    NavigableMap<String, Long> more = new TreeMap<>(since);
    more.putIfAbsent(place, nowMillis);
    return new Mutes(more);
  }

  /** The same without this place. */
  public Mutes without(String place) {
    NavigableMap<String, Long> fewer = new TreeMap<>(since);
    fewer.remove(place);
    return new Mutes(fewer);
  }

  /** In alphabetical order. */
  public Set<String> places() {
    return Collections.unmodifiableSet(since.keySet());
  }

  /** When the place was muted, in milliseconds since 1970; 0 if it is not. */
  public long sinceMillis(String place) {
    return since.getOrDefault(place, 0L);
  }

  /** True if one of the names of the finding is muted. */
  public boolean covers(Finding finding) {
    return !since.isEmpty() && names(finding).stream().anyMatch(since::containsKey);
  }

  /**
   * What a finding can be muted by: the lines that its head, its place and its site name, its
   * fingerprint and that of its site.
   */
  public static Set<String> names(Finding finding) {
    Set<String> names = new TreeSet<>();
    names.add(FindingFingerprint.of(finding));
    addLine(finding.fixAt(), names);
    addLine(finding.place(), names);
    addLine(finding.handledAt(), names);
    SiteSnapshot site = finding.site();
    if (site != null) {
      addLine(site.frame(), names);
      names.add(site.fingerprint());
    }
    return names;
  }

  private static void addLine(@Nullable Frame line, Set<String> names) {
    if (line != null) {
      names.add(line.location());
    }
  }
}
