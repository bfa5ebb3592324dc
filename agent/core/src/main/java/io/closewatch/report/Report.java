package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What closewatch knows at one moment; every renderer and the MBeans read this and nothing else.
 * Immutable.
 */
public final class Report {
  private final AgentInfo agent;
  private final Snapshot snapshot;
  private final List<Finding> findings;
  private final List<Finding> recovered;

  /**
   * @param findings heaviest first
   * @param recovered findings of earlier scans that are gone now, as they were last seen; latest
   *     first
   */
  public Report(
      AgentInfo agent, Snapshot snapshot, List<Finding> findings, List<Finding> recovered) {
    this.agent = agent;
    this.snapshot = snapshot;
    this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
    this.recovered = Collections.unmodifiableList(new ArrayList<>(recovered));
  }

  public AgentInfo agent() {
    return agent;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public List<Finding> findings() {
    return findings;
  }

  public List<Finding> recovered() {
    return recovered;
  }

  /** How many findings are leaks ({@code CERTAIN} or {@code LIKELY}). */
  public long leaks() {
    return findings.stream().filter(f -> f.confidence().isLeak()).count();
  }
}
