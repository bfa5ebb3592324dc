package io.closewatch.report;

import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.SelectorSnapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.kernel.TcpRow;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sockets of a finding: each one's row in the kernel's table, and who handles it. */
final class JsonSockets {

  static void write(List<SocketSnapshot> sockets, int most, JsonOut out) {
    int shown = Math.min(most, sockets.size());
    out.array("sockets");
    for (SocketSnapshot socket : sockets.subList(0, shown)) {
      write(socket, out);
    }
    out.end().number("socketsLeftOut", sockets.size() - shown);
  }

  private static void write(SocketSnapshot socket, JsonOut out) {
    TcpRow row = socket.row();
    TcpRow last = socket.lastRow();
    out.object()
        .number("fd", socket.fd())
        .text("local", last == null ? null : last.local().toString())
        .text("remote", last == null ? null : last.remote().toString())
        .text("state", row == null ? null : row.state().name())
        .number("rxQueue", row == null ? -1 : row.rxQueue())
        .number("txQueue", row == null ? -1 : row.txQueue())
        .number("inode", row == null ? -1 : row.inode())
        .name("descriptor", socket.link())
        .text("openedBy", socket.threadName())
        .number("openMillis", socket.ageMillis())
        .number("stateMillis", socket.stateMillis())
        .number("quietMillis", socket.quietMillis())
        .text("closedBy", socket.closingThreadName())
        .number("closingMillis", socket.closingMillis())
        .flag("ownerReachable", socket.ownerReachable())
        .number("unreachableMillis", socket.ownerReachable() ? -1 : socket.unreachableMillis());
    handling(socket.handling(), out);
    out.end();
  }

  private static void handling(@Nullable Handling handling, JsonOut out) {
    if (handling == null) {
      out.nul("handling");
      return;
    }
    ThreadSnapshot thread = handling.thread();
    out.object("handling")
        .site("at", handling.takenAt())
        .text("thread", handling.threadName())
        .flag("threadEnded", handling.threadEnded())
        .text("threadState", thread == null ? null : thread.state().name())
        .number("threadStillMillis", thread == null ? -1 : thread.stillMillis())
        .number("soTimeoutMillis", handling.soTimeoutMillis());
    selector(handling.selector(), out);
    out.end();
  }

  private static void selector(@Nullable SelectorSnapshot selector, JsonOut out) {
    if (selector == null) {
      out.nul("selector");
      return;
    }
    boolean valid = selector.isRegistered() && selector.interestOps() >= 0;
    List<String> operations =
        valid ? HandlingText.operations(selector.interestOps()) : Collections.<String>emptyList();
    out.object("selector").flag("registered", valid).texts("interest", operations).end();
  }

  private JsonSockets() {}
}
