package io.closewatch.report;

import io.closewatch.diagnosis.Snapshot;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The process as the kernel sees it; what could not be read is null, not zero or empty. */
final class JsonKernel {
  static final int MAX_LISTENERS = 200;
  static final int MAX_UNTRACKED = 20;

  static void write(Report report, JsonOut out) {
    Snapshot snapshot = report.snapshot();
    KernelSnapshot kernel = snapshot.kernel();
    out.object("kernel")
        .flag("available", kernel.isAvailable())
        .text("unavailableBecause", kernel.unavailableBecause());
    if (kernel.isAvailable()) {
      states(kernel, out);
      listeners(kernel.listeners(), out);
      notAccepted(kernel.notAccepted(), out);
      untracked(snapshot, out);
    } else {
      out.nul("states").nul("listeners").nul("notAccepted").nul("untracked");
    }
    out.texts("gaps", kernel.gaps()).end();
    descriptors(kernel.fds(), out);
    totals(Totals.of(report), out);
  }

  private static void states(KernelSnapshot kernel, JsonOut out) {
    out.object("states");
    for (Map.Entry<TcpState, Integer> state : kernel.states().entrySet()) {
      out.number(state.getKey().name(), state.getValue());
    }
    out.end();
  }

  private static void listeners(List<TcpRow> rows, JsonOut out) {
    out.array("listeners");
    for (TcpRow row : rows.subList(0, Math.min(MAX_LISTENERS, rows.size()))) {
      out.object().text("local", row.local().toString()).number("waiting", row.rxQueue()).end();
    }
    out.end();
  }

  private static void notAccepted(List<TcpRow> rows, JsonOut out) {
    Map<Integer, Integer> byPort = new TreeMap<>();
    for (TcpRow row : rows) {
      byPort.merge(row.local().port(), 1, Integer::sum);
    }
    out.array("notAccepted");
    byPort.forEach(
        (port, count) -> out.object().number("port", port).number("connections", count).end());
    out.end();
  }

  private static void untracked(Snapshot snapshot, JsonOut out) {
    List<UntrackedSocket> sockets = snapshot.kernel().untracked();
    out.object("untracked")
        .number("tcp", count(sockets, Protocol.TCP))
        .number("notTcp", count(sockets, Protocol.NOT_TCP))
        .number("noRow", count(sockets, Protocol.NO_ROW))
        .number("openedBeforeAttach", snapshot.openedBeforeAttach())
        .array("sockets");
    int shown = 0;
    int left = 0;
    for (UntrackedSocket socket : sockets) {
      if (socket.protocol() == Protocol.NOT_TCP) {
        continue; // only their number is of any use
      }
      if (shown == MAX_UNTRACKED) {
        left++;
      } else {
        shown++;
        write(socket, out);
      }
    }
    out.end().number("socketsLeftOut", left).end();
  }

  private static void write(UntrackedSocket socket, JsonOut out) {
    TcpRow row = socket.row();
    out.object()
        .number("fd", socket.fd())
        .number("inode", socket.inode())
        .text("local", row == null ? null : row.local().toString())
        .text("remote", row == null ? null : row.remote().toString())
        .text("state", row == null ? null : row.state().name())
        .end();
  }

  private static long count(List<UntrackedSocket> sockets, Protocol protocol) {
    return sockets.stream().filter(socket -> socket.protocol() == protocol).count();
  }

  private static void descriptors(FdUsage fds, JsonOut out) {
    out.object("descriptors").number("used", fds.used());
    limit("softLimit", fds.softLimit(), out);
    limit("hardLimit", fds.hardLimit(), out);
    out.number("sockets", fds.sockets())
        .number("files", fds.files())
        .number("other", fds.other())
        .end();
  }

  /** No number is without limit, and none that large survives a reader of doubles. */
  private static void limit(String key, long limit, JsonOut out) {
    if (limit == Long.MAX_VALUE) {
      out.text(key, "unlimited");
    } else {
      out.number(key, limit);
    }
  }

  private static void totals(Totals totals, JsonOut out) {
    out.object("socketDescriptors")
        .number("all", totals.socketDescriptors())
        .number("inFindings", totals.inFindings())
        .number("healthy", totals.healthy())
        .number("notTcp", totals.notTcp())
        .number("nativeOrEarlier", totals.nativeOrEarlier())
        .number("changedDuringScan", totals.changedDuringScan())
        .end();
  }

  private JsonKernel() {}
}
