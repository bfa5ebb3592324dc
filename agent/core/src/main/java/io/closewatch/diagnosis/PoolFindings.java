package io.closewatch.diagnosis;

import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.TestCount;
import io.closewatch.tracker.TestOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the HTTP pools of a snapshot. Immutable. */
final class PoolFindings {
  private final List<ClientPerRequest> clients;
  private final List<Finding> findings = new ArrayList<>();

  private PoolFindings(List<ClientPerRequest> clients) {
    this.clients = clients;
  }

  static PoolFindings of(Snapshot snapshot, Graces graces) {
    HttpPools pools = snapshot.pools();
    PoolLeases leases = PoolLeases.of(pools, graces);
    PoolFindings found = new PoolFindings(ClientPerRequest.of(pools, graces));
    found.findings.addAll(LeaseNotReturned.findings(leases));
    found.findings.addAll(LostByLibrary.findings(leases));
    Set<PoolSnapshot> told = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ClientPerRequest clients : found.clients) {
      found.findings.add(clients.finding(snapshot.sites()));
      told.addAll(clients.pools());
    }
    found.findings.addAll(PoolExhausted.findings(pools, leases, graces));
    List<PoolSnapshot> others = new ArrayList<>(pools.pools());
    others.removeIf(told::contains);
    found.findings.addAll(IdleInPool.findings(others, graces));
    return found;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Whether another finding tells already why the collector closed the sockets of a line. */
  boolean explain(SiteSnapshot site) {
    return clients.stream().anyMatch(client -> client.explains(site));
  }

  /** The tests that leased the connections. */
  static List<TestCount> tests(List<PoolConnection> connections) {
    List<@Nullable TestOrigin> tests = new ArrayList<>();
    connections.forEach(connection -> tests.add(connection.leasedIn()));
    return TestCount.of(tests);
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
}
