package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.config.ProcessId;
import io.closewatch.report.AgentInfo;
import io.closewatch.tracker.AsyncRequestSite;
import io.closewatch.tracker.SocketTracker;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the agent itself is; the head and the blind spots of every report. Thread-safe. */
final class AgentState implements Supplier<AgentInfo> {
  private final File agentJar;
  private final boolean attached;
  private final SocketTracker tracker;
  private final long startedAtMillis = System.currentTimeMillis();
  private final List<String> degraded = new CopyOnWriteArrayList<>();
  private volatile @Nullable String version;

  AgentState(File agentJar, boolean attached, SocketTracker tracker) {
    this.agentJar = agentJar;
    this.attached = attached;
    this.tracker = tracker;
  }

  boolean attached() {
    return attached;
  }

  boolean isDegraded() {
    return !degraded.isEmpty();
  }

  /** Adds to what does not work, one sentence each. */
  void degrade(List<String> problems) {
    degraded.addAll(problems);
  }

  @Override
  public AgentInfo get() {
    List<String> problems = new ArrayList<>(degraded);
    long suppressed = SocketHooks.suppressedErrors();
    if (suppressed > 0) {
      problems.add("errors in hooks, the last: " + SocketHooks.lastSuppressedError());
    }
    if (tracker.untrackedOpens() > 0) {
      problems.add(
          tracker.untrackedOpens() + " sockets were not tracked: descriptor number over a million");
    }
    return new AgentInfo(
        version(),
        startedAtMillis,
        attached,
        ProcessId.current(),
        mainClass(),
        jvm(),
        problems,
        suppressed);
  }

  /** One line for a user who asks. */
  String describe() {
    AgentInfo info = get();
    return "closewatch "
        + info.version()
        + " watches process "
        + info.pid()
        + " ("
        + info.mainClass()
        + "): "
        + (info.degraded().isEmpty() ? "ok" : "degraded: " + String.join("; ", info.degraded()))
        + ", "
        + tracker.open().size()
        + " sockets tracked"
        + asyncRequests();
  }

  private String asyncRequests() {
    List<AsyncRequestSite> sites = tracker.asyncRequests().sites();
    if (sites.isEmpty()) {
      return "";
    }
    return ", "
        + tracker.asyncRequests().count()
        + " asynchronous requests open, most of them started at "
        + sites.get(0).frame().location();
  }

  static String jvm() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
  }

  private static String mainClass() {
    return System.getProperty("sun.java.command", "").split(" ", 2)[0];
  }

  private String version() {
    String known = version;
    if (known == null) {
      known = AgentVersion.of(agentJar);
      version = known;
    }
    return known;
  }
}
