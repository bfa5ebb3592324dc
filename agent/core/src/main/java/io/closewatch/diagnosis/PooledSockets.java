package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.UntrackedSocket;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The sockets that HTTP pools look after. Only the pool knows whether one of them is leaked, so
 * whoever judges sockets by themselves leaves these alone. Immutable.
 */
public final class PooledSockets {
  private final Set<SocketSnapshot> tracked =
      Collections.newSetFromMap(new IdentityHashMap<SocketSnapshot, Boolean>());
  private final Set<SocketSnapshot> idle =
      Collections.newSetFromMap(new IdentityHashMap<SocketSnapshot, Boolean>());
  private final Set<List<Endpoint>> ends = new HashSet<>();

  private PooledSockets() {}

  /** A pool that is shut down looks after nothing any more. */
  public static PooledSockets of(HttpPools pools) {
    PooledSockets pooled = new PooledSockets();
    for (PoolSnapshot pool : pools.pools()) {
      if (!pool.closed()) {
        pool.connections().forEach(pooled::add);
      }
    }
    return pooled;
  }

  private void add(PoolConnection connection) {
    SocketSnapshot socket = connection.socket();
    TcpRow row = connection.row();
    if (socket != null) {
      tracked.add(socket);
      if (connection.state() == PoolState.IDLE) {
        idle.add(socket);
      }
    } else if (row != null) {
      ends.add(ends(row));
    }
  }

  public boolean contains(SocketSnapshot socket) {
    return tracked.contains(socket);
  }

  /** The same for a socket from before the agent came, whose line nobody knows. */
  public boolean contains(UntrackedSocket socket) {
    TcpRow row = socket.row();
    return row != null && !ends.isEmpty() && ends.contains(ends(row));
  }

  /** Nobody uses it at the moment. */
  public boolean isIdle(SocketSnapshot socket) {
    return idle.contains(socket);
  }

  private static List<Endpoint> ends(TcpRow row) {
    return Arrays.asList(row.local(), row.remote());
  }
}
