package io.closewatch.report;

import io.closewatch.diagnosis.Wording;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The process as the kernel sees it: TCP states, connections not yet accepted, descriptors. */
final class ProcessText {

  static void render(Report report, Lines lines) {
    KernelSnapshot kernel = report.snapshot().kernel();
    lines.prose("TCP states of this process: ", "  ", states(kernel));
    waiting(kernel).forEach(line -> lines.line("  " + line));
    lines.prose("Descriptors: ", "  ", descriptors(kernel.fds()));
    lines.prose("", "  ", sentence(Totals.of(report)));
  }

  /** One line for each port at which connections wait. */
  static List<String> waiting(KernelSnapshot kernel) {
    Map<Integer, Integer> waiting = new TreeMap<>();
    for (TcpRow row : kernel.notAccepted()) {
      waiting.merge(row.local().port(), 1, Integer::sum);
    }
    List<String> lines = new ArrayList<>();
    waiting.forEach(
        (port, count) ->
            lines.add(
                "port "
                    + port
                    + ": "
                    + Wording.count(count, "connection")
                    + " waiting for accept(), no descriptor of this process yet"));
    return lines;
  }

  /** The totals in one line; where nothing is known it says so. */
  static String sentence(Totals totals) {
    if (!totals.isKnown()) {
      return "Socket descriptors: unknown";
    }
    List<String> unseen = new ArrayList<>();
    if (totals.notTcp() > 0) {
      unseen.add(totals.notTcp() + " not TCP");
    }
    if (totals.nativeOrEarlier() > 0) {
      unseen.add(totals.nativeOrEarlier() + " native or opened before");
    }
    return Wording.count(totals.socketDescriptors(), "socket descriptor")
        + " = "
        + totals.inFindings()
        + " in findings + "
        + totals.healthy()
        + " healthy + "
        + totals.notSeen()
        + " not seen by hooks"
        + (unseen.isEmpty() ? "" : " (" + String.join(", ", unseen) + ")")
        + (totals.changedDuringScan() == 0
            ? ""
            : " + " + totals.changedDuringScan() + " changed during the scan");
  }

  private static String states(KernelSnapshot kernel) {
    if (!kernel.isAvailable()) {
      return "unknown";
    }
    List<String> states = new ArrayList<>();
    for (Map.Entry<TcpState, Integer> entry : kernel.states().entrySet()) {
      if (entry.getValue() > 0) {
        states.add(entry.getKey() + " " + entry.getValue());
      }
    }
    return states.isEmpty() ? "no TCP socket" : String.join(", ", states);
  }

  /** Used, limit and types in one line. */
  static String descriptors(FdUsage fds) {
    if (fds.used() < 0) {
      return "unknown";
    }
    StringBuilder text = new StringBuilder().append(fds.used());
    if (fds.softLimit() == Long.MAX_VALUE) {
      text.append(" used, no limit");
    } else if (fds.softLimit() > 0) {
      double percent = 100.0 * fds.used() / fds.softLimit();
      text.append(" of ").append(fds.softLimit());
      text.append(String.format(Locale.ROOT, " used (%.1f %% of the soft limit)", percent));
    } else {
      text.append(" used, limit unknown");
    }
    List<String> types = new ArrayList<>();
    add(types, fds.sockets(), "socket");
    add(types, fds.files(), "file");
    if (fds.other() >= 0) {
      types.add(fds.other() + " other");
    }
    return types.isEmpty() ? text.toString() : text + ": " + String.join(", ", types);
  }

  private static void add(List<String> types, int count, String noun) {
    if (count >= 0) {
      types.add(Wording.count(count, noun));
    }
  }

  private ProcessText() {}
}
