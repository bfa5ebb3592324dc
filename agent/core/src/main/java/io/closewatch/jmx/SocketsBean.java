package io.closewatch.jmx;

import io.closewatch.diagnosis.Snapshot;
import io.closewatch.monitor.AgentControl;
import io.closewatch.report.Report;
import io.closewatch.report.TextReport;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.management.AttributeList;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/**
 * {@code io.closewatch:type=Sockets}: numbers of the last scan, and notifications of leaks. A
 * point-in-time view; numbers that are asked for together are those of one scan.
 */
final class SocketsBean extends DescribedBean implements NotificationEmitter {
  /** What this thread is reading several attributes of. */
  private static final ThreadLocal<@Nullable SocketFigures> TOGETHER = new ThreadLocal<>();

  private final AgentControl control;
  private final SocketTables tables = new SocketTables();
  private final NotificationListeners listeners = new NotificationListeners();
  private volatile @Nullable SocketFigures figures;

  SocketsBean(AgentControl control) {
    super("TCP sockets of this JVM as the last scan saw them; -1 stands for unknown.");
    this.control = control;
    addSentence();
    addCounts();
    addTotals();
    addPools();
    addKernelNumbers();
    addTables();
  }

  /** For people, and for those who may not call an operation. */
  private void addSentence() {
    add(
        BeanAttribute.text(
            "Verdict",
            () -> figures().verdict,
            "Whether this JVM leaks sockets, and the worst line: what the report says first."));
    add(
        BeanAttribute.text(
            "ScannedAt",
            () -> TextReport.utc(snapshot().takenAtMillis()),
            "When the last scan was made, in UTC."));
  }

  private void addCounts() {
    gauge("SocketsOpen", "sockets", f -> f.open, "Tracked sockets that are open.");
    counter("SocketsOpenedTotal", f -> f.opened, "Sockets opened since the agent started.");
    counter("SocketsClosedTotal", f -> f.closed, "Sockets closed by code.");
    counter(
        "SocketsGcReclaimedTotal",
        f -> f.closedByGc,
        "Sockets that code forgot and the garbage collector closed.");
    gauge(
        "CloseWait",
        "sockets",
        f -> f.closeWait,
        "Sockets of this process whose peer has hung up and that are not closed.");
    gauge("Leaks", "findings", f -> f.leaks, "Findings that are leaks; see the MBean Report.");
    gauge(
        "LeakedSockets",
        "sockets",
        f -> f.leakedSockets,
        "Open sockets in these findings, without those that the garbage collector has closed.");
    gauge(
        "Untracked",
        "sockets",
        f -> f.untracked,
        "TCP sockets that no hook saw open: opened before attach, or by native code.");
    gauge(
        "UntrackedCloseWait",
        "sockets",
        f -> f.untrackedCloseWait,
        "Those of them whose peer has hung up.");
    counter(
        "SocketsWithoutLineTotal",
        f -> f.withoutLine,
        "Sockets opened by stacks that were not kept, since there are too many different ones.");
  }

  private void addTables() {
    table(
        "TcpConnections", StateTable.TYPE, f -> f.states, "Sockets of this process per TCP state.");
    table("Kinds", KindTable.TYPE, f -> f.kinds, "Tracked sockets per kind of socket.");
    table(
        "Sites",
        SiteTable.TYPE,
        f -> f.sites,
        "Lines of code that opened sockets, the heaviest; the rest is the site \"other\".");
    table(
        "PoolLeaks",
        PoolLeakTable.TYPE,
        f -> f.poolLeaks,
        "Lines of code that leaked connections of HTTP pools; they open no sockets themselves.");
    table(
        "HttpPoolsByLine",
        PoolLineTable.TYPE,
        f -> f.poolLines,
        "HTTP connection pools, added up by the line of code that made them.");
  }

  private void addPools() {
    gauge("HttpPools", "pools", f -> f.pools, "HTTP connection pools that are not shut down.");
    gauge(
        "HttpPoolsWithoutBean",
        "pools",
        f -> Math.max(0, f.pools - PoolBeans.MAX_BEANS),
        "Those that have no MBean of the type HttpPool, since there are too many.");
  }

  private void addTotals() {
    gauge(
        "SocketDescriptors",
        "sockets",
        f -> f.totals.socketDescriptors(),
        "Sockets of any protocol among the file descriptors; the sum of the next four.");
    gauge(
        "SocketsInFindings",
        "sockets",
        f -> f.totals.inFindings(),
        "Open sockets that stand in a finding, suspects included.");
    gauge(
        "SocketsHealthy",
        "sockets",
        f -> f.totals.healthy(),
        "Tracked sockets that no finding speaks of.");
    gauge(
        "SocketsNotSeen",
        "sockets",
        f -> f.totals.notSeen(),
        "Sockets that no hook saw open: those of Untracked, and those that are not TCP.");
    gauge(
        "SocketsChangedDuringScan",
        "sockets",
        f -> f.totals.changedDuringScan(),
        "Sockets that opened or closed while the scan ran.");
  }

  private void addKernelNumbers() {
    add(
        BeanAttribute.gauge(
            "FdsUsed",
            "descriptors",
            () -> (long) snapshot().kernel().fds().used(),
            "File descriptors in use by this process."));
    add(
        BeanAttribute.gauge(
            "FdsLimit",
            "descriptors",
            () -> snapshot().kernel().fds().softLimit(),
            "File descriptors that this process may use (soft limit)."));
    add(
        BeanAttribute.seconds(
            "ScanDurationSeconds",
            () -> snapshot().scanMicros() / 1e6,
            "How long the last scan took."));
    add(
        BeanAttribute.gauge(
            "ScanTimestampSeconds",
            "seconds",
            () -> snapshot().takenAtMillis() / 1000,
            "When the last scan was made, in seconds since 1970-01-01 UTC."));
  }

  private void gauge(
      String name, String units, ToLongFunction<SocketFigures> field, String description) {
    add(BeanAttribute.gauge(name, units, () -> field.applyAsLong(figures()), description));
  }

  private void counter(String name, ToLongFunction<SocketFigures> field, String description) {
    add(BeanAttribute.counter(name, "sockets", () -> field.applyAsLong(figures()), description));
  }

  private void table(
      String name,
      TabularType type,
      Function<SocketFigures, TabularData> field,
      String description) {
    add(BeanAttribute.table(name, type, () -> field.apply(figures()), description));
  }

  private Snapshot snapshot() {
    SocketFigures pinned = TOGETHER.get();
    return pinned == null ? control.latest().snapshot() : pinned.source.snapshot();
  }

  /** As a metrics exporter asks: a scan may end while it reads. */
  @Override
  public AttributeList getAttributes(String[] names) {
    try {
      TOGETHER.set(current());
    } catch (RuntimeException e) {
      // Each attribute that needs them is unknown then, and only those.
    }
    try {
      return super.getAttributes(names);
    } finally {
      TOGETHER.remove();
    }
  }

  private SocketFigures figures() {
    SocketFigures pinned = TOGETHER.get();
    return pinned == null ? current() : pinned;
  }

  private SocketFigures current() {
    Report latest = control.latest();
    SocketFigures known = figures;
    return known != null && known.source == latest ? known : sumUp();
  }

  /** The figures of the last scan as text for Prometheus. */
  String metrics(long degradedReasons, String jvm) {
    SocketFigures now = current();
    return MetricsText.of(now.source, degradedReasons, now, jvm);
  }

  /** Takes in the last scan, so that who reads finds it summed up and no scan is left out. */
  void refresh() {
    current();
  }

  /** Once per scan, by whoever reads first. */
  private synchronized SocketFigures sumUp() {
    Report latest = control.latest();
    SocketFigures known = figures;
    if (known == null || known.source != latest) {
      known = new SocketFigures(latest, tables);
      figures = known;
    }
    return known;
  }

  /** Does not wait for the listeners. */
  void send(Notification notification) {
    listeners.send(notification);
  }

  /** No more notifications. */
  void close() {
    listeners.close();
  }

  @Override
  MBeanNotificationInfo[] notifications() {
    return LeakNotifications.infos();
  }

  @Override
  public MBeanNotificationInfo[] getNotificationInfo() {
    return LeakNotifications.infos();
  }

  @Override
  public void addNotificationListener(
      NotificationListener listener,
      @Nullable NotificationFilter filter,
      @Nullable Object handback) {
    listeners.add(listener, filter, handback);
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    listeners.remove(listener);
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
      throws ListenerNotFoundException {
    listeners.remove(listener, filter, handback);
  }
}
