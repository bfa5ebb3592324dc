package io.closewatch.report;

import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import java.util.Map;

/** The process as the kernel sees it: TCP states, connections not yet accepted, descriptors. */
final class HtmlKernel {

  static void render(Report report, HtmlWriter out) {
    KernelSnapshot kernel = report.snapshot().kernel();
    out.section("kernel", "TCP states of this process");
    if (!kernel.isAvailable()) {
      out.raw("<p>Unknown: ").text(kernel.unavailableBecause()).line("</p>");
    } else {
      states(kernel.states(), out);
    }
    for (String waiting : ProcessText.waiting(kernel)) {
      out.element("p", waiting).line("");
    }
    out.raw("<p>Descriptors: ").text(ProcessText.descriptors(kernel.fds())).line("</p>");
    out.element("p", ProcessText.sentence(Totals.of(report))).line("");
    out.endSection();
  }

  private static void states(Map<TcpState, Integer> states, HtmlWriter out) {
    out.table(" class=\"sortable\"", "state", "#sockets");
    states.forEach(
        (state, count) -> {
          if (count > 0) {
            out.raw("<tr><td>");
            HtmlGlossary.link(state.name(), out);
            out.raw("</td>").figure(count).line("</tr>");
          }
        });
    out.endTable();
  }

  private HtmlKernel() {}
}
