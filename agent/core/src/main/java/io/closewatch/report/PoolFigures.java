package io.closewatch.report;

import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One pool, with its connections added up. Immutable. */
public final class PoolFigures {
  private static final Comparator<PoolFigures> HEAVIEST_FIRST =
      Comparator.<PoolFigures>comparingInt(f -> -f.pool.pending())
          .thenComparingInt(f -> -f.leased())
          .thenComparingLong(f -> -f.pool.timedOutTotal())
          .thenComparingInt(f -> -f.pool.available());

  private final PoolSnapshot pool;
  private final List<LeaseLine> leaseLines;
  private final List<RouteFigures> routes;
  private final int ghosts;

  private PoolFigures(PoolSnapshot pool) {
    this.pool = pool;
    this.leaseLines = Collections.unmodifiableList(LeaseLine.of(pool.connections()));
    this.routes = Collections.unmodifiableList(RouteFigures.of(pool));
    this.ghosts = count(c -> c.state() == PoolState.IDLE && !c.open());
  }

  public static PoolFigures of(PoolSnapshot pool) {
    return new PoolFigures(pool);
  }

  /** Those where requests wait first, then by connections in use. */
  public static List<PoolFigures> heaviestFirst(HttpPools pools) {
    List<PoolFigures> figures = new ArrayList<>();
    for (PoolSnapshot pool : pools.pools()) {
      figures.add(of(pool));
    }
    figures.sort(HEAVIEST_FIRST); // stable: else in the order in which they were met
    return figures;
  }

  public PoolSnapshot pool() {
    return pool;
  }

  /** Connections in use as the pool counts; where it cannot be read those that hooks know of. */
  public int leased() {
    return pool.leased() >= 0 ? pool.leased() : count(c -> c.state() == PoolState.LEASED);
  }

  /** Who holds connections, the line with most of them first. */
  public List<LeaseLine> leaseLines() {
    return leaseLines;
  }

  /** Busiest first. */
  public List<RouteFigures> routes() {
    return routes;
  }

  /** Idle entries without an open connection; they count against the maximum. */
  public int ghosts() {
    return ghosts;
  }

  /** Age of the oldest lease; 0 if there is none. */
  public long oldestLeaseMillis() {
    long oldest = 0;
    for (LeaseLine line : leaseLines) {
      oldest = Math.max(oldest, line.oldestMillis());
    }
    return oldest;
  }

  /** Where it was made, or "". */
  public String createdAt() {
    Trace created = pool.createdAt();
    return created == null ? "" : LeaseLine.location(created);
  }

  int inCloseWait(PoolState state) {
    return count(c -> c.state() == state && isCloseWait(c.row()));
  }

  int leasedWithoutConnection() {
    return count(c -> c.state() == PoolState.LEASED && !c.open());
  }

  private static boolean isCloseWait(@Nullable TcpRow row) {
    return row != null && row.state() == TcpState.CLOSE_WAIT;
  }

  private int count(Predicate<PoolConnection> condition) {
    int count = 0;
    for (PoolConnection connection : pool.connections()) {
      count += condition.test(connection) ? 1 : 0;
    }
    return count;
  }
}
