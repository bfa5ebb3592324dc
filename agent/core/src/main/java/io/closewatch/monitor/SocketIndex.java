package io.closewatch.monitor;

import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.pool.ConnectionReading;
import io.closewatch.pool.PoolReading;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sockets of pooled connections by their ends. Only those with a port that some pool
 * names are taken in: there may be tens of thousands of others. For one scan.
 */
final class SocketIndex {
  private final BitSet ports = new BitSet();
  private final Map<FourTuple, SocketSnapshot> tracked = new HashMap<>();
  private final Map<FourTuple, TcpRow> untracked = new HashMap<>();

  SocketIndex(List<PoolReading> pools, List<SocketSnapshot> sockets, List<UntrackedSocket> others) {
    for (PoolReading pool : pools) {
      for (ConnectionReading connection : pool.connections()) {
        if (connection.local() != null) {
          ports.set(connection.local().port());
        }
      }
    }
    if (!ports.isEmpty()) {
      take(sockets);
      for (UntrackedSocket socket : others) {
        TcpRow row = socket.row();
        FourTuple ends = wanted(row);
        if (ends != null && row != null) {
          untracked.put(ends, row);
        }
      }
    }
  }

  private void take(List<SocketSnapshot> sockets) {
    for (SocketSnapshot socket : sockets) {
      FourTuple ends = wanted(socket.lastRow());
      if (ends == null) {
        continue;
      }
      SocketSnapshot known = tracked.get(ends);
      // The row of a dead connection may be the live one's of another socket by now.
      if (known == null || known.row() == null) {
        tracked.put(ends, socket);
      }
    }
  }

  private @Nullable FourTuple wanted(@Nullable TcpRow row) {
    return row != null && ports.get(row.local().port())
        ? new FourTuple(row.local(), row.remote())
        : null;
  }

  @Nullable SocketSnapshot socket(@Nullable FourTuple ends) {
    return tracked.get(ends);
  }

  /** The row of a socket that no hook saw open. */
  @Nullable TcpRow untrackedRow(@Nullable FourTuple ends) {
    return untracked.get(ends);
  }
}
