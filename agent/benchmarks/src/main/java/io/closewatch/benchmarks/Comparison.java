package io.closewatch.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One line of the result: rounds of a baseline and of the same with an agent. The ratio is taken
 * within each round, whose two values were measured next to each other, never between rounds.
 */
final class Comparison {
  private final String measure;
  private final String unit;
  private final String jdk;
  private final String agent;
  private final Samples baselines = new Samples();
  private final Samples withAgent = new Samples();
  private final Samples ratios = new Samples();
  private @Nullable String skipReason;

  Comparison(String measure, String unit, Jdk jdk, JavaAgent agent) {
    this(measure, unit, jdk.version(), agent.label());
  }

  Comparison(String measure, String unit, String jdk, String agent) {
    this.measure = measure;
    this.unit = unit;
    this.jdk = jdk;
    this.agent = agent;
  }

  void addRound(double baseline, double agentValue) {
    addRound(baseline, agentValue, agentValue / baseline);
  }

  /** With a ratio that was itself taken as the median of many slices. */
  void addRound(double baseline, double agentValue, double ratio) {
    baselines.add(baseline);
    withAgent.add(agentValue);
    ratios.add(ratio);
  }

  void skip(String reason) {
    skipReason = reason;
  }

  String measure() {
    return measure;
  }

  String unit() {
    return unit;
  }

  String jdk() {
    return jdk;
  }

  String agent() {
    return agent;
  }

  Samples baselines() {
    return baselines;
  }

  Samples withAgent() {
    return withAgent;
  }

  Samples ratios() {
    return ratios;
  }

  /** Why there is nothing to compare; null if there is. */
  @Nullable String skipReason() {
    return skipReason == null && ratios.isEmpty() ? "not measured" : skipReason;
  }
}
