package io.closewatch.report;

import io.closewatch.diagnosis.Wording;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;

/** The four numbers that are looked at first. */
final class HtmlTiles {

  static void render(Report report, HtmlWriter out) {
    KernelSnapshot kernel = report.snapshot().kernel();
    long leaks = report.leaks();
    out.line("<section id=\"numbers\" aria-label=\"Numbers\">").line("<dl class=\"tiles\">");
    long open = Totals.tcp(report.snapshot(), report.allFindings());
    tile("Open sockets", String.valueOf(open), "", false, out);
    String closeWait =
        kernel.isAvailable()
            ? String.valueOf(kernel.states().getOrDefault(TcpState.CLOSE_WAIT, 0))
            : "unknown";
    tile("In CLOSE_WAIT", closeWait, "the peer has hung up", false, out);
    tile("Leaks", String.valueOf(leaks), others(report), leaks > 0, out);
    tile("Descriptors used", used(kernel.fds()), limit(kernel.fds()), false, out);
    out.line("</dl>");
    out.endSection();
  }

  private static void tile(
      String name, String number, String note, boolean alarming, HtmlWriter out) {
    out.raw("<div>").element("dt", name).raw(alarming ? "<dd class=\"bad\">" : "<dd>");
    out.element("strong", number);
    if (!note.isEmpty()) {
      out.text(" ").element("small", note);
    }
    out.line("</dd></div>");
  }

  private static String others(Report report) {
    long others = report.findings().size() - report.leaks();
    return others == 0 ? "" : "and " + Wording.count(others, "other finding");
  }

  private static String used(FdUsage fds) {
    return fds.used() < 0 ? "unknown" : String.valueOf(fds.used());
  }

  private static String limit(FdUsage fds) {
    if (fds.softLimit() == Long.MAX_VALUE) {
      return "no limit";
    }
    return fds.softLimit() > 0 ? "of " + fds.softLimit() : "limit unknown";
  }

  private HtmlTiles() {}
}
