package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.config.Config;
import io.closewatch.config.ProcessId;
import io.closewatch.diagnosis.Graces;
import io.closewatch.instrumentation.jdk.JdkHooks;
import io.closewatch.jmx.JmxRegistration;
import io.closewatch.jmx.JmxSurface;
import io.closewatch.kernel.LinuxKernelReader;
import io.closewatch.log.Log;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.Chore;
import io.closewatch.monitor.Monitor;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import io.closewatch.report.TextReport;
import io.closewatch.tracker.SocketTracker;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;

/** One installed agent: hooks, tracker, monitor and surfaces, put together and taken apart. */
final class RunningAgent implements AgentControl {
  private static final Logger logger = Log.of(RunningAgent.class);

  private final boolean attached;
  private final String version;
  private final String jvm;
  private final String mainClass;
  private final long startedAtMillis = System.currentTimeMillis();
  private final List<String> degraded = new CopyOnWriteArrayList<>();
  private final SocketTracker tracker;
  private final HookInstallation hooks;
  private final Monitor monitor;
  private final JmxSurface jmx;
  private final JmxRegistration registration;
  private final Runnable onStop;
  private boolean stopped;

  /** Installs and starts everything. */
  RunningAgent(
      Config config,
      Instrumentation instrumentation,
      boolean attached,
      File agentJar,
      Runnable onStop) {
    this.attached = attached;
    this.onStop = onStop;
    this.version = AgentVersion.of(agentJar);
    this.jvm =
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    this.mainClass = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    this.tracker = SocketTracker.create(config.appPackages());
    SocketHooks.install(tracker);
    this.hooks = HookInstallation.install(instrumentation, JdkHooks.all());
    degrade(hooks.problems());
    this.jmx = new JmxSurface(this, config, new TextReport()::render);
    this.registration = new JmxRegistration(jmx, config, attached);
    this.monitor =
        new Monitor(
            tracker,
            LinuxKernelReader.open(),
            new Graces(
                config.closeWaitGrace().toMillis(),
                config.closingGrace().toMillis(),
                config.deadGrace().toMillis()),
            config.scanInterval().toMillis(),
            this::info);
    List<Chore> chores = new ArrayList<>();
    chores.add(new SelfTestChore());
    chores.add(new JmxChore());
    monitor.start(jmx, chores);
    logger.info("{} watches process {} ({})", version, ProcessId.current(), mainClass);
  }

  @Override
  public Report latest() {
    return monitor.latest();
  }

  @Override
  public Report scan() {
    return monitor.scan();
  }

  @Override
  public String stop() {
    synchronized (this) {
      if (stopped) {
        return "closewatch is stopped already.";
      }
      stopped = true;
    }
    SocketHooks.install(null);
    List<String> errors = hooks.remove();
    monitor.stop();
    jmx.unregister();
    onStop.run();
    return errors.isEmpty()
        ? "closewatch is stopped: classes restored, thread ended, MBeans gone."
        : "closewatch is stopped, but not all classes could be restored: " + errors;
  }

  /** One line for a user who asks how the agent is. */
  String status() {
    List<String> problems = info().degraded();
    return "closewatch "
        + version
        + (problems.isEmpty() ? ": ok" : ": degraded: " + String.join("; ", problems))
        + ", "
        + tracker.open().size()
        + " sockets tracked, suppressed errors: "
        + SocketHooks.suppressedErrors();
  }

  private AgentInfo info() {
    List<String> problems = new ArrayList<>(degraded);
    long suppressed = SocketHooks.suppressedErrors();
    if (suppressed > 0) {
      problems.add("errors in hooks, the last: " + SocketHooks.lastSuppressedError());
    }
    if (!registration.failure().isEmpty()) {
      problems.add(registration.failure());
    }
    if (tracker.untrackedOpens() > 0) {
      problems.add(
          tracker.untrackedOpens() + " sockets were not tracked: descriptor number over a million");
    }
    return new AgentInfo(
        version,
        startedAtMillis,
        attached,
        ProcessId.current(),
        mainClass,
        jvm,
        problems,
        suppressed);
  }

  private void degrade(List<String> problems) {
    if (!problems.isEmpty()) {
      degraded.addAll(problems);
      // Without all releases every socket would look open for ever: better no sites than wrong
      // ones.
      SocketHooks.install(null);
      hooks.remove();
      logger.warn("degraded, no call sites on {}: {}", jvm, String.join("; ", problems));
    }
  }

  /** Waits until the application has used the network itself; see {@link HookSelfTest}. */
  private final class SelfTestChore implements Chore {
    @Override
    public boolean done() {
      boolean networkInUse =
          attached || tracker.hasSeenSockets() || !latest().snapshot().kernel().states().isEmpty();
      if (networkInUse && degraded.isEmpty()) {
        degrade(HookSelfTest.run());
      }
      return networkInUse;
    }

    @Override
    public boolean isUrgent() {
      return false;
    }
  }

  private final class JmxChore implements Chore {
    @Override
    public boolean done() {
      return registration.tick();
    }

    @Override
    public boolean isUrgent() {
      return true;
    }
  }
}
