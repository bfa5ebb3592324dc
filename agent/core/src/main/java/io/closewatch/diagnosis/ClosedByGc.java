package io.closewatch.diagnosis;

import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import io.closewatch.tracker.Trace;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The garbage collector closed what the code forgot. */
final class ClosedByGc {

  private static final String WHY_POOLED =
      " The HTTP client opened them for requests of this line. Those that it is known to have lost "
          + "itself, as their requests were cancelled while it connected, are not among them.";

  static Finding finding(SiteSnapshot site) {
    boolean accepted = site.kind().role() == Role.ACCEPTED;
    boolean pooled = ApacheRemedies.opened(site.collected());
    String verb = accepted ? "accepted" : "opened";
    return new Finding(
        FindingKind.CLOSED_BY_GC,
        pooled ? Confidence.SUSPECT : Confidence.CERTAIN,
        site,
        site.dropped(),
        Collections.emptyList(),
        site.dropped()
            + " of "
            + Wording.count(site.opened(), "socket")
            + " "
            + verb
            + " here "
            + (site.dropped() == 1 ? "was" : "were")
            + " closed only by the garbage collector.",
        Collections.singletonList(
            "this line since the agent started: " + SocketGroup.counters(site)),
        "The code dropped the socket without close(). The JDK closes it when the collector finds "
            + "the object: after seconds or after hours. Until then it holds a descriptor, so the "
            + "number of open descriptors follows the garbage collector, not the load."
            + (pooled ? WHY_POOLED : ""),
        accepted
            ? "Do not look at the accept line, but at the code that handles the connections: "
                + Remedies.handler(site.kind().family())
            : client(site.collected()));
  }

  private static String client(@Nullable Trace opened) {
    String known = opened == null ? null : Remedies.ofLibrary(opened);
    if (opened != null && LibraryThreads.isOne(opened)) {
      return LibraryThreads.remedy(opened) + (known == null ? "" : " " + known);
    }
    return known != null
        ? known
        : "Close the socket that is opened at this line in try-with-resources. If a library "
            + "opened it for this line, close the response, stream, client or connection object "
            + "that holds it.";
  }

  private ClosedByGc() {}
}
