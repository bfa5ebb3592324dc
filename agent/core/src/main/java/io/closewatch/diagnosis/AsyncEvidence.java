package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import io.closewatch.tracker.AsyncRequestSite;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What open asynchronous requests tell of connections that a servlet container does not close: it
 * looks after a connection only between requests, and such a request is not over before somebody
 * completes it. Immutable.
 */
final class AsyncEvidence {
  private static final String CONTAINER = "org.apache.tomcat.";
  private static final int LINES_SHOWN = 3;

  private final List<AsyncRequestSite> forgotten;
  private final int connections;
  private final long graceMillis;

  private AsyncEvidence(List<AsyncRequestSite> forgotten, int connections, long graceMillis) {
    this.forgotten = forgotten;
    this.connections = connections;
    this.graceMillis = graceMillis;
  }

  /**
   * The evidence, or null if asynchronous requests say nothing about these sockets.
   *
   * @param sockets those of one finding, in CLOSE_WAIT
   * @param requests the open asynchronous requests of the process
   * @param graceMillis a request that is younger than this is not thought forgotten
   */
  static @Nullable AsyncEvidence of(
      List<SocketSnapshot> sockets, List<AsyncRequestSite> requests, long graceMillis) {
    int connections = 0;
    for (SocketSnapshot socket : sockets) {
      connections += waitsForARequest(socket) ? 1 : 0;
    }
    List<AsyncRequestSite> forgotten = new ArrayList<>();
    for (AsyncRequestSite site : requests) {
      if (site.countOlderThan(graceMillis) > 0) {
        forgotten.add(site);
      }
    }
    forgotten.sort(
        Comparator.<AsyncRequestSite>comparingInt(site -> site.countOlderThan(graceMillis))
            .reversed());
    return connections == 0 || forgotten.isEmpty()
        ? null
        : new AsyncEvidence(forgotten, connections, graceMillis);
  }

  /** One line for each place that starts such requests. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (AsyncRequestSite site : forgotten.subList(0, Math.min(LINES_SHOWN, forgotten.size()))) {
      int count = site.countOlderThan(graceMillis);
      String webapps = Webapps.named(site.webapps());
      lines.add(
          Wording.count(count, "asynchronous request")
              + (count == 1 ? " is" : " are")
              + " not completed, started at "
              + site.frame().location()
              + (count == 1 ? ", " : ", the oldest ")
              + Wording.duration(site.oldestMillis())
              + " ago"
              + (webapps.isEmpty() ? "" : ", by " + webapps));
    }
    int more = forgotten.size() - lines.size();
    if (more > 0) {
      lines.add("and others, started at " + Wording.count(more, "more line"));
    }
    return lines;
  }

  /**
   * The line of the application that starts most of them; null if it is not on the stack, or if
   * there are too few requests to explain all of the connections.
   */
  @Nullable Frame fixAt() {
    int requests = 0;
    for (AsyncRequestSite site : forgotten) {
      requests += site.countOlderThan(graceMillis);
    }
    AsyncRequestSite most = forgotten.get(0);
    return requests >= connections && most.oldestTrace().siteIndex() >= 0 ? most.frame() : null;
  }

  /**
   * Accepted by the container, and nothing is unread but the end. Not even that where the client
   * hung up before its request was read: the kernel hands out the end together with the last bytes,
   * and the container has not seen it.
   */
  private static boolean waitsForARequest(SocketSnapshot socket) {
    TcpRow row = socket.row();
    String server = Remedies.library(socket.trace());
    if (row == null
        || server == null
        || !(server + ".").startsWith(CONTAINER)
        || socket.site().kind().role() != Role.ACCEPTED) {
      return false;
    }
    UnreadData unread = UnreadData.of(row);
    return unread == UnreadData.NONE ? row.txQueue() == 0 : unread != UnreadData.BYTES;
  }
}
