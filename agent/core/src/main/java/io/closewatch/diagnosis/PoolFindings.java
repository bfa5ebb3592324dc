package io.closewatch.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What is wrong with the HTTP pools of a snapshot. */
final class PoolFindings {

  static List<Finding> of(Snapshot snapshot, Graces graces) {
    HttpPools pools = snapshot.pools();
    PoolLeases leases = PoolLeases.of(pools, graces);
    List<Finding> findings = new ArrayList<>(LeaseNotReturned.findings(leases));
    findings.addAll(LostByLibrary.findings(leases));
    findings.addAll(IdleInPool.findings(pools.pools(), graces));
    return findings;
  }

  /** The tracked sockets of connections, each once, oldest first. */
  static List<SocketSnapshot> sockets(List<PoolConnection> connections) {
    Set<SocketSnapshot> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (PoolConnection connection : connections) {
      SocketSnapshot socket = connection.socket();
      if (socket != null && seen.add(socket)) {
        sockets.add(socket);
      }
    }
    sockets.sort(Comparator.comparingLong(SocketSnapshot::ageMillis).reversed());
    return sockets;
  }

  private PoolFindings() {}
}
