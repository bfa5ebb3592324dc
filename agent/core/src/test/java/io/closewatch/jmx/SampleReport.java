package io.closewatch.jmx;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds reports for the tests of the MBeans. */
final class SampleReport {
  static final long STARTED = 1_700_000_000_000L;

  final List<SiteSnapshot> sites = new ArrayList<>();
  final List<SocketSnapshot> sockets = new ArrayList<>();
  final List<Finding> findings = new ArrayList<>();
  final List<String> degraded = new ArrayList<>();
  KernelSnapshot kernel = kernel();
  HttpPools pools = HttpPools.NONE;

  static SiteSnapshot site(
      String method, SocketKind kind, long opened, long closed, long gc, long peak) {
    Frame frame = new Frame("com.acme.Pay", method, "Pay.java", 42);
    return new SiteSnapshot(
        frame, kind, "0123456789abcdef", opened, closed, gc, opened - closed - gc, peak);
  }

  static Finding finding(FindingKind kind, Confidence confidence, SiteSnapshot site, long count) {
    return new Finding(
        kind,
        confidence,
        site,
        count,
        List.of(),
        "The peer hung up, close() was never called.",
        List.of("2 in CLOSE_WAIT", "rx queue 1"),
        "Nobody reads, nobody closes.",
        "Close the socket in a finally block.");
  }

  static SocketSnapshot closeWaitSocket(SiteSnapshot site) {
    Trace trace =
        new Trace(
            List.of(new Frame("java.net.Socket", "<init>", "Socket.java", 1), site.frame()), 1);
    TcpRow row =
        new TcpRow(
            Endpoint.ofIpv4(0x7F000001, 40000),
            Endpoint.ofIpv4(0x7F000001, 80),
            TcpState.CLOSE_WAIT,
            0,
            1,
            0,
            4711);
    return SocketSnapshot.of(7, site, trace).threadName("worker-1").row(row, null).build();
  }

  static KernelSnapshot kernel() {
    Map<TcpState, Integer> states = new EnumMap<>(TcpState.class);
    states.put(TcpState.ESTABLISHED, 3);
    states.put(TcpState.CLOSE_WAIT, 2);
    return new KernelSnapshot(
        "",
        new FdUsage(120, 10, 100, 10, 1024, 4096),
        states,
        List.of(),
        List.of(),
        List.of(
            new UntrackedSocket(5, 1, UntrackedSocket.Protocol.NOT_TCP, null),
            new UntrackedSocket(6, 2, UntrackedSocket.Protocol.NO_ROW, null)));
  }

  /** One with a socket in each of these states that no hook saw. */
  static KernelSnapshot kernelWith(TcpState... states) {
    List<UntrackedSocket> untracked = new ArrayList<>();
    for (TcpState state : states) {
      TcpRow row =
          new TcpRow(
              Endpoint.ofIpv4(0x7F000001, 40000),
              Endpoint.ofIpv4(0x7F000001, 80),
              state,
              0,
              0,
              0,
              4711 + untracked.size());
      untracked.add(
          new UntrackedSocket(
              50 + untracked.size(), row.inode(), UntrackedSocket.Protocol.TCP, row));
    }
    KernelSnapshot plain = kernel();
    return new KernelSnapshot("", plain.fds(), plain.states(), List.of(), List.of(), untracked);
  }

  Report build() {
    AgentInfo agent =
        new AgentInfo("0.1.0", STARTED, false, 4242, "com.acme.Main", "JVM 17", degraded, 3);
    long now = STARTED + 60_500;
    Snapshot snapshot = new Snapshot(now, now, 2_500, sockets, sites, kernel, 0, List.of(), pools);
    return new Report(
        agent, snapshot, new Graces(30_000, 60_000, 10_000, 30_000, 300_000), findings, List.of());
  }
}
