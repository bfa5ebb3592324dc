package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import java.util.List;
import java.util.TreeSet;

/** What rx_queue tells of a socket in CLOSE_WAIT, where the peer's FIN counts as one byte. */
enum UnreadData {
  /** 0: everything was read, the end of the stream too. */
  NONE("the code has read the end of the stream, but did not call close()"),
  /** 1: only the FIN. */
  FIN_ONLY("and nobody looks at the socket any more"),
  /** 32 or 81: what a TLS 1.2 or a JDK TLS 1.3 peer sends before it closes. */
  CLOSE_NOTIFY("and nobody looks at the TLS connection any more"),
  /** n + 1: n bytes that the peer had sent before. */
  BYTES("and data of it was never read");

  private static final int TLS12_CLOSE_NOTIFY = 32;
  private static final int JDK_TLS13_CLOSE_NOTIFY = 81;

  private final String meaning;

  UnreadData(String meaning) {
    this.meaning = meaning;
  }

  static UnreadData of(TcpRow row) {
    long queued = row.rxQueue();
    if (queued == 0) {
      return NONE;
    }
    if (queued == 1) {
      return FIN_ONLY;
    }
    return queued == TLS12_CLOSE_NOTIFY || queued == JDK_TLS13_CLOSE_NOTIFY ? CLOSE_NOTIFY : BYTES;
  }

  /** Goes on after "The peer hung up,". */
  String meaning() {
    return meaning;
  }

  String evidence(List<TcpRow> rows) {
    String who = Wording.count(rows.size(), "socket");
    switch (this) {
      case NONE:
        return "rx_queue 0 on " + who + ": the end of the stream was read" + unsent(rows);
      case FIN_ONLY:
        return "rx_queue 1 on " + who + ": nothing is unread but the peer's FIN";
      case CLOSE_NOTIFY:
        return "rx_queue "
            + sizes(rows)
            + " on "
            + who
            + ": the unread bytes are probably a TLS close_notify";
      default:
        return "rx_queue above 1 on "
            + who
            + ": "
            + Wording.count(rows.stream().mapToLong(row -> row.rxQueue() - 1).sum(), "byte")
            + " of the peer unread in all";
    }
  }

  /**
   * The same of sockets whose request a server may be at work on: it has got the end of a client
   * that hung up at once together with the request, and has not read it apart.
   */
  String evidenceAtWork(List<TcpRow> rows) {
    return this == NONE
        ? "rx_queue 0 on "
            + Wording.count(rows.size(), "socket")
            + ": the request was read, and the end with it"
            + unsent(rows)
        : evidence(rows);
  }

  private static String sizes(List<TcpRow> rows) {
    TreeSet<String> sizes = new TreeSet<>();
    rows.forEach(row -> sizes.add(String.valueOf(row.rxQueue())));
    return String.join(" or ", sizes);
  }

  private static String unsent(List<TcpRow> rows) {
    long bytes = rows.stream().mapToLong(TcpRow::txQueue).sum();
    return bytes == 0 ? "" : "; " + Wording.count(bytes, "byte") + " sent that no peer took";
  }
}
