package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Idle connections of a pool whose server has hung up: no fault of the code. */
final class IdleInPool {
  private static final String WHY =
      "This is not a leak of the code: these connections were given back. The server ends a "
          + "connection that is idle for longer than its keep-alive, but a blocking pool looks at "
          + "an idle connection only when it lends it again or is told to evict. Until then each "
          + "holds a descriptor in CLOSE_WAIT; there are never more than the pool's limit, and the "
          + "next request finds a stale connection.";

  private final List<PoolSnapshot> pools;
  private final List<PoolConnection> connections;

  private IdleInPool(List<PoolSnapshot> pools, List<PoolConnection> connections) {
    this.pools = pools;
    this.connections = connections;
  }

  /** One for each kind of pool and line that made some. */
  static List<Finding> findings(List<PoolSnapshot> pools, Graces graces) {
    Map<List<Object>, List<PoolSnapshot>> groups = new LinkedHashMap<>();
    for (PoolSnapshot pool : pools) {
      if (!stale(pool, graces).isEmpty()) {
        groups.computeIfAbsent(group(pool), key -> new ArrayList<>()).add(pool);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (List<PoolSnapshot> group : groups.values()) {
      List<PoolConnection> connections = new ArrayList<>();
      group.forEach(pool -> connections.addAll(stale(pool, graces)));
      findings.add(new IdleInPool(group, connections).finding());
    }
    return findings;
  }

  /** The idle connections of which the server does not know any more. */
  private static List<PoolConnection> stale(PoolSnapshot pool, Graces graces) {
    List<PoolConnection> stale = new ArrayList<>();
    for (PoolConnection connection : pool.connections()) {
      TcpRow row = connection.row();
      SocketSnapshot socket = connection.socket();
      if (!pool.closed()
          && connection.state() == PoolState.IDLE
          && row != null
          && row.state() == TcpState.CLOSE_WAIT
          && connection.quietMillis() > graces.closeWaitMillis()
          && (socket == null || (socket.closingMillis() < 0 && socket.ownerReachable()))) {
        stale.add(connection);
      }
    }
    return stale;
  }

  private static List<Object> group(PoolSnapshot pool) {
    Frame line = line(pool);
    return Arrays.asList(pool.kind(), line == null ? "" : line);
  }

  /** The application's line that made the pool, or null if it is not known. */
  static @Nullable Frame line(PoolSnapshot pool) {
    Trace created = pool.createdAt();
    return created != null && created.siteIndex() >= 0 ? CallSites.of(created) : null;
  }

  private Finding finding() {
    PoolSnapshot pool = pools.get(0);
    List<String> evidence = PoolText.pools(pools);
    evidence.add(kept());
    evidence.add(evicted());
    evidence.addAll(PoolText.routes(connections));
    evidence.addAll(PoolText.kernel(connections));
    int count = connections.size();
    long longest = connections.stream().mapToLong(PoolConnection::quietMillis).max().orElse(0);
    return new Finding(
            FindingKind.IDLE_IN_POOL,
            Confidence.INFO,
            null,
            count,
            PoolFindings.sockets(connections),
            Wording.count(count, "idle connection")
                + (count == 1 ? " was" : " were")
                + " closed by the server and "
                + (count == 1 ? "is" : "are")
                + " still in the pool, "
                + (count == 1 ? "for " : "the longest for ")
                + Wording.duration(longest)
                + ". Not a leak of the code.",
            evidence,
            WHY,
            PoolRemedies.evict(pool))
        .at(line(pool))
        .headline(Wording.count(count, "idle connection") + " of a pool closed by the server")
        .stacks(made(pool))
        .of(pool.kind().name().toLowerCase(Locale.ROOT));
  }

  /** The stack that made a pool, if it is known. */
  static List<NamedStack> made(PoolSnapshot pool) {
    Trace created = pool.createdAt();
    return created == null
        ? Collections.emptyList()
        : Collections.singletonList(new NamedStack("The pool was made here", created, ""));
  }

  private String kept() {
    List<String> texts = new ArrayList<>();
    for (PoolConnection connection : connections) {
      texts.add(kept(connection.keptMillis()));
    }
    boolean same = texts.stream().distinct().count() == 1;
    String longest =
        kept(connections.stream().mapToLong(PoolConnection::keptMillis).max().orElse(0));
    return same ? longest : longest + " at most";
  }

  private static String kept(long millis) {
    if (millis == PoolConnection.KEPT_FOREVER) {
      return "the pool would keep an idle connection for ever";
    }
    if (millis == PoolConnection.KEPT_UNKNOWN) {
      return "for how long the pool would keep an idle connection is not known";
    }
    return millis < 0
        ? "they have expired in the pool too, but nobody asks it to look"
        : "the pool would keep them for " + Wording.duration(millis) + " more";
  }

  private String evicted() {
    long latest = pools.stream().mapToLong(PoolSnapshot::evictedMillis).max().orElse(-1);
    return latest < 0
        ? "no eviction has ever run since the agent came"
        : "the last eviction of idle connections ran " + Wording.duration(latest) + " ago";
  }
}
