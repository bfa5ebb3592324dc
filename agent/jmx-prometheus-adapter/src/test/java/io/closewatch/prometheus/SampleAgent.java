package io.closewatch.prometheus;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.LeaseFinding;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.files.ReportFiles;
import io.closewatch.jmx.JmxSurface;
import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.monitor.AgentControl;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The MBeans of an agent that has found something of everything, in this JVM's server. */
final class SampleAgent implements AgentControl, AutoCloseable {
  static final Path METRICS_FILE = Path.of("target/shop.prom");

  private static final long NOW = 1_700_000_060_000L;

  private final JmxSurface surface =
      new JmxSurface(
          this,
          Config.load("metricsFile=" + METRICS_FILE),
          report -> "",
          new ReportFiles(new File("target/reports"), new SpareDescriptor()));
  private final List<SiteSnapshot> sites = new ArrayList<>();
  private final List<SocketSnapshot> sockets = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<PoolSnapshot> pools = new ArrayList<>();
  private KernelSnapshot kernel = kernel();
  private Report latest = report();

  /** Nothing was ever opened. */
  static SampleAgent idle() throws Exception {
    SampleAgent agent = new SampleAgent();
    agent.surface.register(ManagementFactory.getPlatformMBeanServer());
    return agent;
  }

  static SampleAgent leaking() throws Exception {
    SampleAgent agent = idle();
    SiteSnapshot leaky = site(line("call"), SocketKind.CLIENT_SOCKET, 10, 5, 2);
    agent.sites.add(leaky);
    agent.sites.add(site(line("lambda$0"), SocketKind.CLIENT_CHANNEL, 7, 6, 0));
    agent.sites.add(site(Frame.OTHER, SocketKind.CLIENT_SOCKET, 4, 4, 0));
    for (int fd = 7; fd < 10; fd++) {
      agent.sockets.add(
          SocketSnapshot.of(fd, leaky, new Trace(List.of(leaky.frame()), 0))
              .ageMillis(fd * 10_000L)
              .row(closeWait(fd), null)
              .build());
    }
    agent.findings.add(finding(FindingKind.NOT_CLOSED, Confidence.LIKELY, leaky, 3));
    agent.findings.add(finding(FindingKind.CLOSED_BY_GC, Confidence.CERTAIN, leaky, 2));
    agent.findings.add(LeaseFinding.at(line("fetch"), 4));
    agent.pools.add(pool("Manager-1", "client").leased(4).available(1).pending(3).max(5).build());
    agent.pools.add(pool("Manager-2", "client").leased(0).available(2).pending(0).max(20).build());
    agent.pools.add(pool("Manager-3", "endless").leased(1).available(0).pending(0).max(0).build());
    agent.scan();
    return agent;
  }

  SampleAgent withoutKernel() {
    kernel = KernelSnapshot.unavailable("not Linux");
    scan();
    return this;
  }

  private Report report() {
    AgentInfo agent =
        new AgentInfo("0.1.0", NOW - 60_000, false, 4242, "com.acme.Main", "JVM 17", List.of(), 3);
    HttpPools open = HttpPools.of().pools(pools).build();
    Snapshot snapshot = new Snapshot(NOW, NOW, 2_500, sockets, sites, kernel, 0, List.of(), open);
    Graces graces = new Graces(30_000, 60_000, 10_000, 30_000, 300_000);
    return new Report(agent, snapshot, graces, findings, List.of());
  }

  private static Frame line(String method) {
    return new Frame("com.acme.Pay$Card", method, "Pay.java", 42);
  }

  private static SiteSnapshot site(Frame line, SocketKind kind, long opened, long closed, long gc) {
    return new SiteSnapshot(
        line, kind, "0123456789abcdef", opened, closed, gc, opened - closed - gc, opened);
  }

  private static Finding finding(
      FindingKind kind, Confidence confidence, SiteSnapshot site, long count) {
    return new Finding(
        kind, confidence, site, count, List.of(), "summary", List.of(), "why", "remedy");
  }

  private static PoolSnapshot.Builder pool(String name, String method) {
    return PoolSnapshot.of(name, PoolKind.POOL_4).createdAt(new Trace(List.of(line(method)), 0));
  }

  private static KernelSnapshot kernel() {
    Map<TcpState, Integer> states = new EnumMap<>(TcpState.class);
    states.put(TcpState.ESTABLISHED, 3);
    states.put(TcpState.CLOSE_WAIT, 4);
    return new KernelSnapshot(
        "",
        new FdUsage(120, 10, 100, 10, 1024, 4096),
        states,
        List.of(),
        List.of(),
        List.of(new UntrackedSocket(50, 51, UntrackedSocket.Protocol.TCP, closeWait(51))));
  }

  private static TcpRow closeWait(long inode) {
    return new TcpRow(
        Endpoint.ofIpv4(0x7F000001, 40000),
        Endpoint.ofIpv4(0x7F000001, 80),
        TcpState.CLOSE_WAIT,
        0,
        1,
        0,
        inode);
  }

  @Override
  public Report latest() {
    return latest;
  }

  @Override
  public Report scan() {
    latest = report();
    surface.refresh();
    return latest;
  }

  @Override
  public String stop() {
    return "";
  }

  @Override
  public void close() {
    surface.unregister();
  }
}
