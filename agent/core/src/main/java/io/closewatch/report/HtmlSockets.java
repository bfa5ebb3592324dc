package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.diagnosis.Wording;
import io.closewatch.kernel.TcpRow;
import java.util.List;

/** Some of the sockets of a finding, one a row. */
final class HtmlSockets {
  private static final int SHOWN = 20;
  private static final int NAME_LENGTH = 60;
  private static final String UNKNOWN = "-";

  static void render(Finding finding, HtmlWriter out) {
    List<SocketSnapshot> all = finding.sockets();
    if (all.isEmpty()) {
      return;
    }
    List<SocketSnapshot> shown = all.subList(0, Math.min(SHOWN, all.size()));
    String some = shown.size() < all.size() ? shown.size() + " of the " : "";
    out.line("<details>");
    out.element("summary", some + Wording.count(all.size(), "socket") + ", oldest first").line("");
    out.table(
        "", "#fd", "state", "for", "local", "remote", "#unread", "opened", "by thread", "#inode");
    shown.forEach(socket -> row(socket, out));
    out.endTable();
    out.line("</details>");
  }

  private static void row(SocketSnapshot socket, HtmlWriter out) {
    TcpRow row = socket.row();
    TcpRow last = socket.lastRow();
    out.raw("<tr>").figure(socket.fd()).cell(state(socket));
    out.cell(Wording.duration(socket.stateMillis()));
    out.cell(last == null ? UNKNOWN : last.local().toString());
    out.cell(last == null ? UNKNOWN : last.remote().toString());
    out.element("td", " class=\"n\"", row == null ? UNKNOWN : String.valueOf(row.rxQueue()));
    out.cell(Wording.duration(socket.ageMillis()) + " ago");
    out.cell(socket.threadName().isEmpty() ? UNKNOWN : cut(socket.threadName()));
    out.element("td", " class=\"n\"", row == null ? UNKNOWN : String.valueOf(row.inode()));
    out.line("</tr>");
  }

  private static String cut(String name) {
    return name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH - 3) + "...";
  }

  private static String state(SocketSnapshot socket) {
    TcpRow row = socket.row();
    if (row != null) {
      return row.state().name();
    }
    return socket.link() == Link.UNKNOWN ? "unknown" : "no connection";
  }

  private HtmlSockets() {}
}
