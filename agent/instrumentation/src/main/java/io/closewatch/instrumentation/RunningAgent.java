package io.closewatch.instrumentation;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.bootstrap.RequestHooks;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.bootstrap.TestHooks;
import io.closewatch.config.Config;
import io.closewatch.config.RuntimeOptions;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Graces;
import io.closewatch.files.ReportFiles;
import io.closewatch.files.ReportSet;
import io.closewatch.instrumentation.httpclient.HttpClientHooks;
import io.closewatch.instrumentation.jdk.JdkHooks;
import io.closewatch.instrumentation.servlet.ServletHooks;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.log.Log;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.Chore;
import io.closewatch.monitor.FindingListener;
import io.closewatch.monitor.Monitor;
import io.closewatch.monitor.Operator;
import io.closewatch.monitor.TestWatch;
import io.closewatch.monitor.exit.ExitReport;
import io.closewatch.report.Report;
import io.closewatch.tracker.SocketTracker;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/**
 * One installed agent: hooks, tracker, monitor and MBeans, put together and taken apart. The
 * application waits for the constructor, so it only installs the hooks; all else is made on the
 * monitor's thread.
 */
final class RunningAgent implements AgentControl, FindingListener {
  private static final Logger logger = Log.of(RunningAgent.class);

  private final AgentStarterImpl starter;
  private final SocketTracker tracker;
  private final AgentState state;
  private final HookInstallation hooks;
  private final LibraryInstallation libraries;
  private final SpareDescriptor spare = new SpareDescriptor();
  private final Monitor monitor;
  private final MBeans beans;
  private final ExitHook exitHook;
  private volatile String blindness = "";
  private boolean stopped;

  /** Installs the hooks and starts the monitor. */
  RunningAgent(
      AgentStarterImpl starter,
      Config config,
      Instrumentation instrumentation,
      boolean attached,
      File agentJar) {
    this.starter = starter;
    this.tracker = SocketTracker.create(config.appPackages());
    this.state = new AgentState(agentJar, attached, tracker);
    SocketHooks.install(tracker);
    this.hooks = HookInstallation.install(instrumentation, JdkHooks.all());
    degrade(hooks.problems());
    missSignals(hooks.missingSignals());
    RequestHooks.install(tracker.asyncRequests());
    PoolHooks.install(tracker.pools());
    this.libraries =
        LibraryInstallation.install(instrumentation, libraryTypes(), tracker::missPool, attached);
    this.monitor =
        new Monitor(
            tracker,
            new Graces(
                config.closeWaitGrace().toMillis(),
                config.leaseGrace().toMillis(),
                config.closingGrace().toMillis(),
                config.deadGrace().toMillis(),
                config.stuckGrace().toMillis()),
            config.scanInterval().toMillis(),
            state,
            instrumentation::getAllLoadedClasses);
    ReportFiles files = new ReportFiles(config.reportDir(), spare);
    Operator operator = new Operator(monitor, new RuntimeOptions(config));
    this.beans = new MBeans(this, operator, config, state, files);
    this.exitHook = ExitHook.install(exitReport(config));
    Chore emergencies = new Emergencies(this, monitor, tracker.alarm(), spare, files, beans);
    TestHooks.install(new TestWatch(tracker.tests(), monitor, () -> blindness));
    monitor.start(this, Arrays.asList(emergencies, new SelfTestChore(), beans));
    if (logger.isInfoEnabled()) {
      logger.info("{}", state.describe());
    }
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
    logger.info("stopped on request");
    SocketHooks.install(null);
    RequestHooks.install(null);
    PoolHooks.install(null);
    TestHooks.install(null);
    libraries.remove();
    List<String> errors = hooks.remove();
    monitor.stop();
    spare.close();
    beans.unregister();
    exitHook.remove();
    starter.forget(this);
    return errors.isEmpty()
        ? "closewatch is stopped: classes restored, thread ended, MBeans gone."
        : "closewatch is stopped, but not all classes could be restored: " + errors;
  }

  @Override
  public void leakDetected(Finding finding) {
    logger.info("leak detected: {}", finding.summary());
    beans.leakDetected(finding);
  }

  @Override
  public void poolExhausted(Finding finding) {
    logger.info("HTTP pool exhausted: {}", finding.summary());
    beans.poolExhausted(finding);
  }

  @Override
  public void leakResolved(Finding finding) {
    logger.info("leak resolved: {}", finding.key());
    beans.leakResolved(finding);
  }

  /** One line for a user who asks how the agent is. */
  String status() {
    return state.describe();
  }

  private Runnable exitReport(Config config) {
    if (config.report().isEmpty()) {
      return () -> {};
    }
    ReportSet files = new ReportSet(config.reportDir(), config.reportName(), spare);
    return new ExitReport(monitor, config.exitSettle().toMillis(), config.report(), files);
  }

  private static List<TypeInstrumentation> libraryTypes() {
    List<TypeInstrumentation> types = new ArrayList<>(ServletHooks.all());
    types.addAll(HttpClientHooks.all());
    return types;
  }

  private void degrade(List<String> problems) {
    if (!problems.isEmpty()) {
      state.degrade(problems);
      // Without all releases every socket would look open for ever: better no sites than wrong
      // ones.
      SocketHooks.install(null);
      hooks.remove();
      blindness = String.join("; ", problems);
      logger.warn(
          "degraded, no call sites on {}: {}", AgentState.jvm(), String.join("; ", problems));
    }
  }

  private void missSignals(Set<String> signals) {
    if (!signals.isEmpty()) {
      tracker.missSignals(signals);
      logger.info("not known on {}: {}", AgentState.jvm(), String.join("; ", signals));
    }
  }

  /** Waits until the application has used the network itself; see {@link HookSelfTest}. */
  private final class SelfTestChore implements Chore {
    @Override
    public boolean done() {
      boolean networkInUse =
          state.attached()
              || tracker.hasSeenSockets()
              || !latest().snapshot().kernel().states().isEmpty();
      if (networkInUse && !state.isDegraded()) {
        HookSelfTest test = HookSelfTest.run();
        degrade(test.broken());
        missSignals(test.missingSignals());
        if (!test.unseen().isEmpty()) {
          state.degrade(test.unseen());
          logger.warn("degraded: {}", String.join("; ", test.unseen()));
        }
      }
      return networkInUse;
    }

    @Override
    public boolean isUrgent() {
      return false;
    }
  }
}
