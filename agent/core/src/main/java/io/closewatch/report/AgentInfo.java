package io.closewatch.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who made a report: the agent, its state and the JVM it looks into. Immutable. */
public final class AgentInfo {
  private final String version;
  private final long startedAtMillis;
  private final boolean attached;
  private final long pid;
  private final String mainClass;
  private final String jvm;
  private final List<String> degraded;
  private final long suppressedErrors;

  /**
   * @param attached true if the agent came into a running JVM, so that earlier sockets are unknown
   * @param jvm name and version, such as {@code OpenJDK 64-Bit Server VM 17.0.15}
   * @param degraded what does not work and why, one sentence each; empty for a healthy agent
   */
  public AgentInfo(
      String version,
      long startedAtMillis,
      boolean attached,
      long pid,
      String mainClass,
      String jvm,
      List<String> degraded,
      long suppressedErrors) {
    this.version = version;
    this.startedAtMillis = startedAtMillis;
    this.attached = attached;
    this.pid = pid;
    this.mainClass = mainClass;
    this.jvm = jvm;
    this.degraded = Collections.unmodifiableList(new ArrayList<>(degraded));
    this.suppressedErrors = suppressedErrors;
  }

  public String version() {
    return version;
  }

  public long startedAtMillis() {
    return startedAtMillis;
  }

  public boolean attached() {
    return attached;
  }

  public long pid() {
    return pid;
  }

  public String mainClass() {
    return mainClass;
  }

  public String jvm() {
    return jvm;
  }

  public List<String> degraded() {
    return degraded;
  }

  /** Errors of closewatch itself that were swallowed in hooks; 0 in a healthy agent. */
  public long suppressedErrors() {
    return suppressedErrors;
  }
}
