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
  private final List<Finding> muted;

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
    this.muted = Collections.emptyList();
  }

  private Report(Report that, List<Finding> findings, List<Finding> muted) {
    this.agent = that.agent;
    this.snapshot = that.snapshot;
    this.graces = that.graces;
    this.findings = Collections.unmodifiableList(findings);
    this.recovered = that.recovered;
    this.courses = that.courses;
    this.libraries = that.libraries;
    this.history = that.history;
    this.muted = Collections.unmodifiableList(muted);
  }

  /** The same with the findings set apart that the operator has muted. */
  public Report muting(Mutes mutes) {
    List<Finding> heard = new ArrayList<>();
    List<Finding> silent = new ArrayList<>();
    for (Finding finding : allFindings()) {
      (mutes.covers(finding) ? silent : heard).add(finding);
    }
    return new Report(this, heard, silent);
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

  /** Heaviest first, without those that are muted. */
  public List<Finding> findings() {
    return findings;
  }

  /** Findings that the operator has muted, heaviest first. */
  public List<Finding> muted() {
    return muted;
  }

  /** Those that are heard, then those that are muted. */
  public List<Finding> allFindings() {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(muted);
    return all;
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
