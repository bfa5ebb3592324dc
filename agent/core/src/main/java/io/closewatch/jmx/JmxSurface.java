package io.closewatch.jmx;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.Finding;
import io.closewatch.files.ReportFiles;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.log.Log;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.FindingListener;
import io.closewatch.report.EmergencyReport;
import io.closewatch.report.Report;
import java.io.File;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The MBeans {@code io.closewatch:type=Agent}, {@code type=Sockets} and {@code type=Report}, and
 * {@code type=HttpPool} for each HTTP pool. The monitor's thread alone reports leaks here, since
 * listeners are called on the thread that does.
 */
public final class JmxSurface implements FindingListener {
  private static final Logger logger = Log.of(JmxSurface.class);

  private final AgentControl control;
  private final Config config;
  private final Function<Report, String> renderer;
  private final ReportFiles files;
  private final ObjectName socketsName = name("Sockets");
  private final LeakNotifications notifications = new LeakNotifications(socketsName);
  private final Deque<ObjectName> registered = new ArrayDeque<>();
  private volatile @Nullable MBeanServer server;
  private volatile @Nullable SocketsBean sockets;
  private @Nullable PoolBeans pools;
  private final @Nullable MetricsFile metrics;
  private @Nullable Report written;

  /** A surface whose report files have no descriptor in reserve. */
  JmxSurface(AgentControl control, Config config, Function<Report, String> renderer) {
    this(control, config, renderer, new ReportFiles(config.reportDir(), new SpareDescriptor()));
  }

  /**
   * @param renderer the text report
   * @param files where reports on demand are written to
   */
  public JmxSurface(
      AgentControl control, Config config, Function<Report, String> renderer, ReportFiles files) {
    this.files = files;
    this.control = control;
    this.config = config;
    this.renderer = renderer;
    File metricsFile = config.metricsFile();
    this.metrics = metricsFile == null ? null : new MetricsFile(metricsFile);
  }

  /**
   * Registers all MBeans or none.
   *
   * @throws JMException if one of the names is taken or the server refuses
   */
  public synchronized void register(MBeanServer newServer) throws JMException {
    if (server != null) {
      return;
    }
    server = newServer;
    try {
      for (Map.Entry<ObjectName, DescribedBean> bean : makeBeans().entrySet()) {
        newServer.registerMBean(bean.getValue(), bean.getKey());
        registered.push(bean.getKey());
      }
    } catch (JMException | RuntimeException e) {
      unregister();
      throw e;
    }
  }

  /**
   * Not before there is a server: on JDK 8 a class that sends notifications makes a logger when it
   * is initialised, and with it the log manager that the application may still want to choose.
   */
  private Map<ObjectName, DescribedBean> makeBeans() {
    SocketsBean made = new SocketsBean(control);
    sockets = made;
    Map<ObjectName, DescribedBean> beans = new LinkedHashMap<>();
    beans.put(name("Agent"), new AgentBean(control, config, System::currentTimeMillis));
    beans.put(socketsName, made);
    beans.put(name("Report"), new ReportBean(control, renderer, files));
    return beans;
  }

  /**
   * Takes in the last report: its figures, and which HTTP pools there are. For the monitor's
   * thread, after each scan. Never throws.
   */
  public synchronized void refresh() {
    MBeanServer current = server;
    SocketsBean bean = sockets;
    if (current == null || bean == null) {
      return;
    }
    try {
      bean.refresh();
      writeMetrics(bean);
    } catch (RuntimeException e) {
      logger.debug("the figures of the MBean Sockets are not up to date", e);
    }
    if (pools == null) {
      pools = new PoolBeans(current, control);
    }
    pools.refresh();
  }

  @SuppressWarnings("removal") // a security manager may be there up to Java 23
  private void writeMetrics(SocketsBean bean) {
    MetricsFile to = metrics;
    Report latest = control.latest();
    if (to == null || latest == written) {
      return;
    }
    written = latest;
    AccessController.doPrivileged(
        (PrivilegedAction<Boolean>)
            () -> {
              to.write(bean.metrics(AgentBean.degraded(latest).size(), to.jvm()));
              return true;
            });
  }

  /** Removes the MBeans from where they were registered. Idempotent; never throws. */
  public synchronized void unregister() {
    MBeanServer old = server;
    server = null;
    if (metrics != null) {
      metrics.delete();
    }
    if (pools != null) {
      pools.removeAll();
      pools = null;
    }
    // Only what we put there: the name may belong to another copy of the agent.
    while (old != null && !registered.isEmpty()) {
      unregister(old, registered.pop());
    }
  }

  /** Tells the listeners of a leak that was not there in the scan before. Never throws. */
  @Override
  public void leakDetected(Finding finding) {
    send(notifications.detected(finding, System.currentTimeMillis()));
  }

  /** Tells the listeners of a leak that is gone. Never throws. */
  @Override
  public void leakResolved(Finding finding) {
    send(notifications.resolved(finding, System.currentTimeMillis()));
  }

  /** Tells the listeners of requests that got no connection of an HTTP pool. Never throws. */
  @Override
  public void poolExhausted(Finding finding) {
    send(notifications.exhausted(finding, System.currentTimeMillis()));
  }

  /** Tells the listeners of an emergency report. Never throws. */
  public void emergencyReported(EmergencyReport emergency) {
    send(notifications.emergency(emergency, System.currentTimeMillis()));
  }

  private void send(Notification notification) {
    try {
      SocketsBean sender = sockets;
      if (server != null && sender != null) {
        sender.send(notification);
      }
    } catch (Throwable t) {
      logger.debug("a listener of the MBean Sockets failed", t);
    }
  }

  static void unregister(MBeanServer server, ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException gone) {
      // The application may remove what it finds.
    } catch (JMException | RuntimeException e) {
      logger.warn("cannot remove the MBean {}", name, e);
    }
  }

  private static ObjectName name(String type) {
    try {
      return new ObjectName("io.closewatch:type=" + type);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }
}
