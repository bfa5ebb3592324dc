package io.closewatch.monitor;

import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when connections wait for accept. The kernel does not tell, so a few connections of each
 * port are followed by their peers' addresses: the queue is first in, first out, so if one of them
 * stays, nobody empties it.
 */
final class AcceptWaits {
  private static final int FOLLOWED_PER_LISTENER = 16;
  private static final int MAX_LISTENERS = 64;

  private Map<Endpoint, Map<Endpoint, Long>> firstSeen = new HashMap<>();

  /** Takes in one scan; gives the longest wait known at the address of each listener. */
  Map<Endpoint, Long> record(KernelSnapshot kernel, long now) {
    Map<Endpoint, Map<Endpoint, Long>> kept = new HashMap<>();
    Map<Endpoint, Long> longest = new HashMap<>();
    for (TcpRow listener : kernel.listeners()) {
      Endpoint at = listener.local();
      if (listener.rxQueue() > 0 && kept.size() < MAX_LISTENERS && !kept.containsKey(at)) {
        Map<Endpoint, Long> waiting = follow(at, kernel.notAccepted(), now);
        kept.put(at, waiting);
        for (long since : waiting.values()) {
          longest.merge(at, now - since, Math::max);
        }
      }
    }
    firstSeen = kept;
    return longest;
  }

  private Map<Endpoint, Long> follow(Endpoint listener, List<TcpRow> rows, long now) {
    Map<Endpoint, Long> before = firstSeen.getOrDefault(listener, new HashMap<>());
    Set<Endpoint> present = new HashSet<>();
    List<Endpoint> fresh = new ArrayList<>();
    for (TcpRow row : rows) {
      if (row.local().port() == listener.port()) {
        Endpoint peer = row.remote();
        if (before.containsKey(peer)) {
          present.add(peer);
        } else if (fresh.size() < FOLLOWED_PER_LISTENER) {
          fresh.add(peer);
        }
      }
    }
    Map<Endpoint, Long> waiting = new HashMap<>(before);
    waiting.keySet().retainAll(present);
    for (Endpoint peer : fresh) {
      if (waiting.size() < FOLLOWED_PER_LISTENER) {
        waiting.put(peer, now);
      }
    }
    return waiting;
  }
}
