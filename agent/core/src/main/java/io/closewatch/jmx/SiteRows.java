package io.closewatch.jmx;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.report.Counted;
import io.closewatch.report.Report;
import io.closewatch.tracker.SiteSnapshot;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Adds up one report by line and kind. For one thread. */
final class SiteRows {
  private final Map<SiteKey, SiteRow> rows = new HashMap<>();
  // Thousands of sockets share few sites, and a key is a text to be put together.
  private final IdentityHashMap<SiteSnapshot, SiteRow> known = new IdentityHashMap<>();

  static Map<SiteKey, SiteRow> of(Report report) {
    return new SiteRows().add(report);
  }

  private Map<SiteKey, SiteRow> add(Report report) {
    for (SiteSnapshot site : report.snapshot().sites()) {
      row(site).add(site);
    }
    for (SocketSnapshot socket : report.snapshot().sockets()) {
      add(socket);
    }
    for (Finding finding : report.findings()) {
      add(finding);
    }
    return rows;
  }

  private void add(SocketSnapshot socket) {
    SiteRow row = row(socket.site());
    row.oldestMillis = Math.max(row.oldestMillis, socket.ageMillis());
    TcpRow kernel = socket.row();
    if (kernel != null && kernel.state() == TcpState.CLOSE_WAIT) {
      row.closeWait++;
    }
  }

  private void add(Finding finding) {
    SiteSnapshot site = finding.site();
    if (site == null) {
      return;
    }
    if (SiteTable.isOpenLeak(finding)) {
      row(site).leaked += Counted.sockets(finding);
    } else if (finding.kind() == FindingKind.CLOSED_BY_GC && finding.confidence().isLeak()) {
      row(site).leakedToGc += finding.count();
    }
  }

  private SiteRow row(SiteSnapshot site) {
    return known.computeIfAbsent(
        site, made -> rows.computeIfAbsent(SiteKey.of(made), absent -> new SiteRow()));
  }
}
