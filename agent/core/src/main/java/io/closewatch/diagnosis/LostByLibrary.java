package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolLease.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places of a pool that the library itself lost: taken although there is no connection any more, or
 * by a connection that went to a request that had stopped waiting. The call site of such a lease is
 * not to blame.
 */
final class LostByLibrary {
  private static final String WHY_UNCLAIMED =
      "A request waited for a connection, was interrupted or timed out, and left. The pool gave it "
          + "one all the same: the code never saw it and cannot give it back. ";

  private static final String WHY_UNCONNECTED =
      "The pool counts a connection as in use, but there is none that the code could give back. "
          + "Known causes: an interrupt or a cancel while a request waits for its lease, and a "
          + "connection that fails while it is being discarded (HTTPCLIENT-2432 of HttpClient 5). ";

  private static final String COST =
      "The place is taken for ever; when no place is left, the next request waits.";

  /** One for each pool. */
  static List<Finding> findings(PoolLeases leases) {
    Map<PoolSnapshot, List<PoolLease>> groups = new LinkedHashMap<>();
    for (PoolLease lease : leases.all()) {
      if (lease.fault() == Fault.LIBRARY) {
        groups.computeIfAbsent(lease.pool(), key -> new ArrayList<>()).add(lease);
      }
    }
    List<Finding> findings = new ArrayList<>();
    groups.forEach((pool, group) -> findings.add(finding(pool, group)));
    return findings;
  }

  private static Finding finding(PoolSnapshot pool, List<PoolLease> leases) {
    List<PoolConnection> connections = new ArrayList<>();
    leases.forEach(lease -> connections.add(lease.connection()));
    long longest = leases.stream().mapToLong(PoolLease::ageMillis).max().orElse(0);
    List<PoolConnection> unclaimed = new ArrayList<>(connections);
    unclaimed.removeIf(connection -> !connection.unclaimed());
    boolean hasOthers = unclaimed.size() < connections.size();
    String headline = Wording.count(leases.size(), "place") + " of a pool lost by the HTTP library";
    return new Finding(
            FindingKind.LEASE_NOT_RETURNED,
            Confidence.SUSPECT,
            null,
            leases.size(),
            PoolFindings.sockets(connections),
            headline
                + ", "
                + (leases.size() == 1 ? "" : "the longest ")
                + "for "
                + Wording.duration(longest)
                + ": its own fault, not that of the line that asked.",
            evidence(pool, connections, unclaimed),
            (unclaimed.isEmpty() ? "" : WHY_UNCLAIMED) + (hasOthers ? WHY_UNCONNECTED : "") + COST,
            PoolRemedies.libraryFault(pool.kind().generation()))
        .headline(headline + " itself")
        .stacks(PoolText.leased(connections))
        .tests(PoolFindings.tests(connections))
        .of(pool.name() + ", without connection");
  }

  private static List<String> evidence(
      PoolSnapshot pool, List<PoolConnection> connections, List<PoolConnection> unclaimed) {
    List<String> evidence = new ArrayList<>();
    evidence.add(PoolText.pool(pool));
    evidence.addAll(PoolText.routes(connections));
    if (!unclaimed.isEmpty()) {
      evidence.add("given to a request that had stopped waiting: " + unclaimed.size());
      evidence.addAll(PoolText.kernel(unclaimed));
    }
    int unconnected = connections.size() - unclaimed.size();
    if (unconnected > 0) {
      evidence.add("leased, but the connection is closed or was never made: " + unconnected);
    }
    return evidence;
  }

  private LostByLibrary() {}
}
