package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolLease.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places of a pool that are taken although there is no connection any more. The call site of such a
 * lease is not to blame: the library itself should have given the place back.
 */
final class LostByLibrary {

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
    String places = Wording.count(leases.size(), "place");
    List<String> evidence = new ArrayList<>();
    evidence.add(PoolText.pool(pool));
    evidence.addAll(PoolText.routes(connections));
    evidence.add("leased, but the connection is closed or was never made: " + leases.size());
    return new Finding(
            FindingKind.LEASE_NOT_RETURNED,
            Confidence.SUSPECT,
            null,
            leases.size(),
            PoolFindings.sockets(connections),
            places
                + " of a pool "
                + (leases.size() == 1 ? "is" : "are")
                + " taken without a connection, "
                + (leases.size() == 1 ? "" : "the longest ")
                + "for "
                + Wording.duration(longest)
                + ": the library's own fault, not that of the line that leased.",
            evidence,
            "The pool counts them as in use, but there is no connection that the code could give "
                + "back. Known causes: an interrupt or a cancel while a request waits for its "
                + "lease, and a connection that fails while it is being discarded (HTTPCLIENT-2432 "
                + "of HttpClient 5).",
            PoolRemedies.libraryFault(pool.kind().generation()))
        .headline(places + " of a pool lost by the HTTP library itself")
        .stacks(PoolText.leased(connections))
        .of(pool.name() + ", without connection");
  }

  private LostByLibrary() {}
}
