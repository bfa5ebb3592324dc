package io.closewatch.jmx;

import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.monitor.AgentControl;
import io.closewatch.report.PoolFigures;
import io.closewatch.report.Report;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** {@code io.closewatch:type=HttpPool,name="..."}: one pool of HTTP connections. */
final class PoolBean extends DescribedBean {
  private final AgentControl control;
  private final String name;
  private volatile PoolValues values;

  PoolBean(AgentControl control, PoolFigures figures) {
    super("A pool of HTTP connections as the last scan saw it; -1 stands for unknown.");
    this.control = control;
    this.name = figures.pool().name();
    this.values = new PoolValues(control.latest(), figures);
    addCounts();
    addTotals();
    addTexts();
    addTables();
  }

  private void addCounts() {
    gauge("Leased", "connections", v -> v.figures.leased(), "Connections in use.");
    gauge("Available", "connections", v -> v.pool.available(), "Idle connections.");
    gauge("Pending", "requests", v -> v.pool.pending(), "Requests that wait for a connection.");
    gauge("Max", "connections", v -> v.pool.max(), "The most at once; 0 for no limit.");
    gauge(
        "Ghosts",
        "connections",
        v -> v.figures.ghosts(),
        "Idle connections that are closed, but still count against Max.");
    seconds(
        "OldestLeaseSeconds",
        v -> v.figures.oldestLeaseMillis() / 1e3,
        "Age of the oldest lease; 0 if there is none.");
    seconds(
        "EvictedSecondsAgo",
        v -> v.pool.evictedMillis() < 0 ? -1.0 : v.pool.evictedMillis() / 1e3,
        "Time since somebody last had idle connections closed; -1: never since the agent came.");
  }

  private void addTotals() {
    counter("LeasesTotal", v -> v.pool.leasedTotal(), "Leases since the agent came.");
    counter("TimedOutTotal", v -> v.pool.timedOutTotal(), "Leases that timed out since then.");
  }

  private void addTexts() {
    text("Library", v -> v.pool.library(), "Name and version of the HTTP client.");
    text(
        "CreatedAt",
        v -> v.figures.createdAt(),
        "Line of code that made the pool; empty if that was before the agent came.");
    text(
        "Problem",
        v -> v.pool.problem(),
        "Why the pool could not be read; empty if it was. Leases are those that hooks saw then.");
    add(
        BeanAttribute.flag(
            "LockBusy",
            () -> values().pool.lockBusy(),
            "The pool's lock was held for as long as the scan would wait; figures may not fit."));
  }

  private void addTables() {
    add(
        BeanAttribute.table(
            "LeaseSites",
            PoolTables.LEASE_SITES,
            () -> values().leaseSites,
            "Lines of code that hold connections, the heaviest; the rest is the site \"other\"."));
    add(
        BeanAttribute.table(
            "Routes",
            PoolTables.ROUTES,
            () -> values().routes,
            "Routes of the pool, the busiest; the rest is the route \"other\"."));
  }

  private void gauge(
      String name, String units, ToLongFunction<PoolValues> field, String description) {
    add(BeanAttribute.gauge(name, units, () -> field.applyAsLong(values()), description));
  }

  private void counter(String name, ToLongFunction<PoolValues> field, String description) {
    add(BeanAttribute.counter(name, "leases", () -> field.applyAsLong(values()), description));
  }

  private void seconds(String name, Function<PoolValues, Double> field, String description) {
    add(BeanAttribute.seconds(name, () -> field.apply(values()), description));
  }

  private void text(String name, Function<PoolValues, String> field, String description) {
    add(BeanAttribute.text(name, () -> field.apply(values()), description));
  }

  /** Summed up once per scan, by whoever reads first. A pool that is gone stays as it was. */
  private PoolValues values() {
    Report latest = control.latest();
    PoolValues known = values;
    if (known.source != latest) {
      known = new PoolValues(latest, figures(latest, known));
      values = known;
    }
    return known;
  }

  private PoolFigures figures(Report report, PoolValues last) {
    for (PoolSnapshot pool : report.snapshot().pools().pools()) {
      if (pool.name().equals(name)) {
        return PoolFigures.of(pool);
      }
    }
    return last.figures;
  }
}
