package io.closewatch.jmx;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.report.Counted;
import io.closewatch.report.PlainText;
import io.closewatch.report.Report;
import io.closewatch.report.Totals;
import io.closewatch.report.Verdict;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import javax.management.openmbean.TabularData;

/** The figures of one report, summed up once so that each attribute is a plain read. Immutable. */
final class SocketFigures {
  final Report source;
  final String verdict;
  final long open;
  final long opened;
  final long closed;
  final long closedByGc;
  final long closeWait;
  final long leaks;
  final long leakedSockets;
  final long untracked;
  final long pools;
  final Totals totals;
  final TabularData states;
  final TabularData sites;
  final TabularData kinds;
  final TabularData poolLeaks;
  final TabularData poolLines;
  final long untrackedCloseWait;
  final long withoutLine;

  SocketFigures(Report report, SocketTables tables) {
    Snapshot snapshot = report.snapshot();
    SiteRow total = new SiteRow();
    for (SiteSnapshot site : snapshot.sites()) {
      total.add(site);
    }
    long leaked = 0;
    for (Finding finding : report.findings()) {
      leaked += SiteTable.isOpenLeak(finding) ? Counted.sockets(finding) : 0;
    }
    this.source = report;
    this.verdict = PlainText.of(Verdict.of(report).sentence());
    this.open = total.open;
    this.opened = total.opened;
    this.closed = total.closed;
    this.closedByGc = total.closedByGc;
    this.closeWait = StateTable.count(snapshot.kernel(), TcpState.CLOSE_WAIT);
    this.leaks = report.leaks();
    this.leakedSockets = leaked;
    this.untracked = untracked(snapshot.kernel());
    this.pools = snapshot.pools().pools().stream().filter(pool -> !pool.closed()).count();
    this.totals = Totals.of(report);
    this.states = StateTable.of(snapshot.kernel());
    this.sites = tables.sites.of(report);
    this.kinds = KindTable.of(snapshot);
    this.poolLeaks = tables.poolLeaks.of(report);
    this.poolLines = tables.poolLines.of(snapshot.pools());
    this.untrackedCloseWait = untrackedCloseWait(snapshot.kernel());
    this.withoutLine = withoutLine(snapshot);
  }

  private static long untracked(KernelSnapshot kernel) {
    if (!kernel.isAvailable()) {
      return -1;
    }
    return kernel.untracked().stream()
        .filter(socket -> socket.protocol() != UntrackedSocket.Protocol.NOT_TCP)
        .count();
  }

  private static long untrackedCloseWait(KernelSnapshot kernel) {
    if (!kernel.isAvailable()) {
      return -1;
    }
    long count = 0;
    for (UntrackedSocket socket : kernel.untracked()) {
      TcpRow row = socket.row();
      count += row != null && row.state() == TcpState.CLOSE_WAIT ? 1 : 0;
    }
    return count;
  }

  private static long withoutLine(Snapshot snapshot) {
    long count = 0;
    for (SiteSnapshot site : snapshot.sites()) {
      count += site.frame().equals(Frame.OTHER) ? site.opened() : 0;
    }
    return count;
  }
}
