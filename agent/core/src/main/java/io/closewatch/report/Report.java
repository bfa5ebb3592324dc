package io.closewatch.report;

import io.closewatch.diagnosis.Blindness;
import io.closewatch.diagnosis.Course;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.Wording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What closewatch knows at one moment; every renderer and the MBeans read this and nothing else.
 * Immutable.
 */
public final class Report {
  private final AgentInfo agent;
  private final Snapshot snapshot;
  private final Graces graces;
  private final List<Finding> findings;
  private final List<RecoveredFinding> recovered;
  private final Map<String, Course> courses;
  private final Libraries libraries;
  private final List<HistoryPoint> history;

  /** A report that knows of one scan only. */
  public Report(
      AgentInfo agent,
      Snapshot snapshot,
      Graces graces,
      List<Finding> findings,
      List<RecoveredFinding> recovered) {
    this(
        agent,
        snapshot,
        graces,
        findings,
        recovered,
        Collections.<String, Course>emptyMap(),
        Libraries.NONE,
        Collections.<HistoryPoint>emptyList());
  }

  /**
   * @param graces what the findings were judged by
   * @param findings heaviest first
   * @param recovered leaks of earlier scans that are gone now, latest first
   * @param courses how the findings have developed, by their {@link Finding#key}
   * @param libraries the jars of the classes that the findings' stacks name
   * @param history what earlier scans and this one counted, oldest first
   */
  public Report(
      AgentInfo agent,
      Snapshot snapshot,
      Graces graces,
      List<Finding> findings,
      List<RecoveredFinding> recovered,
      Map<String, Course> courses,
      Libraries libraries,
      List<HistoryPoint> history) {
    this.agent = agent;
    this.snapshot = snapshot;
    this.graces = graces;
    this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
    this.recovered = Collections.unmodifiableList(new ArrayList<>(recovered));
    this.courses = Collections.unmodifiableMap(new HashMap<>(courses));
    this.libraries = libraries;
    this.history = Collections.unmodifiableList(new ArrayList<>(history));
  }

  public AgentInfo agent() {
    return agent;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public Graces graces() {
    return graces;
  }

  public List<Finding> findings() {
    return findings;
  }

  public List<RecoveredFinding> recovered() {
    return recovered;
  }

  /** How a finding has developed, or null if only this scan is known. */
  public @Nullable Course course(Finding finding) {
    return courses.get(finding.key());
  }

  public Libraries libraries() {
    return libraries;
  }

  /** What the scans have counted, oldest first; bounded, thinner where it is older. */
  public List<HistoryPoint> history() {
    return history;
  }

  /** How many findings are leaks ({@code CERTAIN} or {@code LIKELY}). */
  public long leaks() {
    return findings.stream().filter(f -> f.confidence().isLeak()).count();
  }

  /** What this report could not see or does not judge yet, one sentence each; empty if nothing. */
  public List<String> blindSpots() {
    List<String> spots = new ArrayList<>();
    for (String reason : agent.degraded()) {
      spots.add("degraded: " + reason);
    }
    spots.addAll(Blindness.of(snapshot, graces));
    spots.addAll(snapshot.pools().problems());
    if (agent.suppressedErrors() > 0) {
      spots.add(
          Wording.count(agent.suppressedErrors(), "error")
              + " of closewatch itself swallowed in hooks: sockets may be missing or counted wrong");
    }
    return spots;
  }
}
