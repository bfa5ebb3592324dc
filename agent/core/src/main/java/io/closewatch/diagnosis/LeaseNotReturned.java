package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolLease.Fault;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind.Generation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection was taken from an HTTP pool and never given back. */
final class LeaseNotReturned {
  private static final String WHY =
      "A pool lends a connection to each request, and has it back when the response is closed or "
          + "read to its end. ";

  private static final String WHY_CLOSE_WAIT =
      "The server has hung up on these, nobody reads them, and only the pool could close them: it "
          + "cannot, since it still counts them as in use. ";

  private static final String WHY_UNREAD =
      "On these the server has sent something that nobody takes. ";

  private static final String WHY_SUSPECT =
      "These are open and silent, and the code that leased them has gone on: forgotten, unless "
          + "another thread reads them. ";

  private static final String WHY_COST =
      "Each keeps a descriptor and a place in the pool; when no place is left, the next request "
          + "waits.";

  private final List<PoolLease> leases;
  private final @Nullable Frame line;

  private LeaseNotReturned(List<PoolLease> leases) {
    this.leases = leases;
    this.line = leases.get(0).line();
  }

  /** One for each line and library; where the line is not known, for each pool. */
  static List<Finding> findings(PoolLeases leases) {
    return findings(leases.all());
  }

  /** The same for some leases. */
  static List<Finding> findings(List<PoolLease> leases) {
    Map<List<Object>, List<PoolLease>> groups = new LinkedHashMap<>();
    for (PoolLease lease : leases) {
      if (lease.fault() == Fault.NOT_RETURNED) {
        groups.computeIfAbsent(group(lease), key -> new ArrayList<>()).add(lease);
      }
    }
    List<Finding> findings = new ArrayList<>();
    groups.values().forEach(group -> findings.add(new LeaseNotReturned(group).finding()));
    return findings;
  }

  private static List<Object> group(PoolLease lease) {
    Frame line = lease.line();
    Object place = line == null ? lease.pool().name() : line;
    return Arrays.asList(place, lease.pool().kind().generation(), lease.pool().async());
  }

  private Finding finding() {
    List<PoolConnection> connections = new ArrayList<>();
    leases.forEach(lease -> connections.add(lease.connection()));
    Confidence confidence =
        leases.stream().map(PoolLease::confidence).min(Confidence::compareTo).get();
    PoolSnapshot pool = leases.get(0).pool();
    String headline = headline();
    return new Finding(
            FindingKind.LEASE_NOT_RETURNED,
            confidence,
            null,
            leases.size(),
            PoolFindings.sockets(connections),
            headline + (confidence.isLeak() ? "" : " so far") + ": " + forHowLong() + ".",
            evidence(connections),
            why(confidence, connections),
            PoolRemedies.giveBack(pool, connections.get(0).lease()))
        .at(line)
        .headline(headline)
        .stacks(PoolText.leased(connections))
        .tests(PoolFindings.tests(connections))
        .of(line == null ? pool.name() : library(pool));
  }

  private String headline() {
    return Wording.count(leases.size(), "connection") + " leased and never given back";
  }

  private String forHowLong() {
    long longest = leases.stream().mapToLong(PoolLease::ageMillis).max().orElse(0);
    return (leases.size() == 1 ? "out for " : "the longest out for ") + Wording.duration(longest);
  }

  private List<String> evidence(List<PoolConnection> connections) {
    Set<PoolSnapshot> pools = new LinkedHashSet<>();
    List<String> doing = new ArrayList<>();
    for (PoolLease lease : leases) {
      pools.add(lease.pool());
      if (!lease.thread().doing().isEmpty()) {
        doing.add(lease.thread().doing());
      }
    }
    List<String> evidence = PoolText.pools(pools);
    evidence.addAll(PoolText.routes(connections));
    if (!doing.isEmpty()) {
      evidence.add("the thread that leased it " + Wording.tally(doing, doing.size()));
    }
    if (connections.stream().anyMatch(connection -> connection.lease() == null)) {
      evidence.add("leased before the agent came: by whom is not known");
    }
    evidence.addAll(PoolText.kernel(connections));
    return evidence;
  }

  private static String why(Confidence confidence, List<PoolConnection> connections) {
    boolean hungUp = false;
    for (PoolConnection connection : connections) {
      TcpRow row = connection.row();
      hungUp |= row == null || row.state() == TcpState.CLOSE_WAIT;
    }
    return WHY
        + (confidence == Confidence.SUSPECT ? WHY_SUSPECT : hungUp ? WHY_CLOSE_WAIT : WHY_UNREAD)
        + WHY_COST;
  }

  /** Tells two libraries that one line calls apart. */
  private static String library(PoolSnapshot pool) {
    Generation generation = pool.kind().generation();
    return generation.name().toLowerCase(Locale.ROOT) + (pool.async() ? " async" : "");
  }
}
