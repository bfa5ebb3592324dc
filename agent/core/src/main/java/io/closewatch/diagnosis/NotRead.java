package io.closewatch.diagnosis;

import io.closewatch.diagnosis.Readers.Obstacle;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.Frame;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Data or the peer's FIN is unread while the code that should read is stuck elsewhere. */
final class NotRead implements SocketRule {
  private final Readers readers;

  NotRead(Readers readers) {
    this.readers = readers;
  }

  @Override
  public boolean holds(SocketSnapshot socket, Graces graces) {
    return readers.obstacle(socket) != null;
  }

  /** A socket that nobody has taken over goes with those that keep all handlers busy. */
  @Override
  public @Nullable Frame handledAt(SocketSnapshot socket) {
    if (readers.obstacle(socket) == Obstacle.QUEUED) {
      return readers.busyHandler(socket);
    }
    return SocketRule.super.handledAt(socket);
  }

  @Override
  public Finding finding(SocketGroup group) {
    Map<Obstacle, List<SocketSnapshot>> byObstacle = new EnumMap<>(Obstacle.class);
    for (SocketSnapshot socket : group.sockets()) {
      Obstacle obstacle = readers.obstacle(socket);
      if (obstacle != null) {
        byObstacle.computeIfAbsent(obstacle, key -> new ArrayList<>()).add(socket);
      }
    }
    List<ThreadSnapshot> stuck = stuck(byObstacle);
    NotReadText text = new NotReadText(group, stuck, main(byObstacle));
    List<String> evidence = new ArrayList<>(group.counts());
    evidence.add(group.states());
    evidence.addAll(unread(group));
    evidence.addAll(text.readers());
    evidence.addAll(interest(byObstacle));
    evidence.addAll(queued(byObstacle));
    evidence.addAll(group.peers());
    return new Finding(
            FindingKind.NOT_READ,
            confidence(group, stuck),
            group.site(),
            group.size(),
            group.sockets(),
            text.summary(),
            evidence,
            text.why(),
            text.remedy())
        .lookAt(text.standsAt())
        .headline(text.headline(group.openInProcess()));
  }

  /** Queued sockets are a consequence, whatever their number. */
  private static Obstacle main(Map<Obstacle, List<SocketSnapshot>> byObstacle) {
    Obstacle main = Obstacle.QUEUED;
    for (Map.Entry<Obstacle, List<SocketSnapshot>> entry : byObstacle.entrySet()) {
      if (entry.getKey() != Obstacle.QUEUED
          && (main == Obstacle.QUEUED || entry.getValue().size() > sizeOf(byObstacle.get(main)))) {
        main = entry.getKey();
      }
    }
    return main;
  }

  private static int sizeOf(@Nullable List<SocketSnapshot> sockets) {
    return sockets == null ? 0 : sockets.size();
  }

  /** Those that stand still the longest first. */
  private List<ThreadSnapshot> stuck(Map<Obstacle, List<SocketSnapshot>> byObstacle) {
    Set<ThreadSnapshot> threads = new LinkedHashSet<>();
    byObstacle.forEach(
        (obstacle, sockets) -> {
          if (obstacle == Obstacle.STUCK_HANDLER || obstacle == Obstacle.STUCK_EVENT_LOOP) {
            for (SocketSnapshot socket : sockets) {
              ThreadSnapshot thread = readers.reader(socket);
              if (thread != null) {
                threads.add(thread);
              }
            }
          }
        });
    List<ThreadSnapshot> sorted = new ArrayList<>(threads);
    sorted.sort((a, b) -> Long.compare(b.stillMillis(), a.stillMillis()));
    return sorted;
  }

  /**
   * A handler that waits until its other peer takes data leaves an open connection unread on
   * purpose.
   */
  private static Confidence confidence(SocketGroup group, List<ThreadSnapshot> stuck) {
    boolean open =
        group.sockets().stream()
            .map(SocketSnapshot::row)
            .allMatch(row -> row != null && row.state() == TcpState.ESTABLISHED);
    boolean writing = !stuck.isEmpty() && stuck.stream().allMatch(Whereabouts::isWriting);
    return open && writing ? Confidence.SUSPECT : Confidence.LIKELY;
  }

  private static List<String> unread(SocketGroup group) {
    long bytes = 0;
    int withBytes = 0;
    int finAlone = 0;
    for (SocketSnapshot socket : group.sockets()) {
      TcpRow row = socket.row();
      if (row != null) {
        long unread = Readers.unreadBytes(row);
        bytes += unread;
        withBytes += unread > 0 ? 1 : 0;
        finAlone += unread == 0 ? 1 : 0;
      }
    }
    List<String> lines = new ArrayList<>();
    if (withBytes > 0) {
      lines.add(
          "rx_queue: "
              + Wording.count(bytes, "byte")
              + " of the peer unread in all, on "
              + Wording.count(withBytes, "socket"));
    }
    if (finAlone > 0) {
      lines.add(
          "rx_queue: the peer's end of the stream unread on " + Wording.count(finAlone, "socket"));
    }
    return lines;
  }

  private static List<String> interest(Map<Obstacle, List<SocketSnapshot>> byObstacle) {
    Map<Integer, Integer> byOps = new LinkedHashMap<>();
    for (SocketSnapshot socket : byObstacle.getOrDefault(Obstacle.NO_INTEREST, new ArrayList<>())) {
      Handling handling = socket.handling();
      SelectorSnapshot selector = handling == null ? null : handling.selector();
      if (selector != null) {
        byOps.merge(selector.interestOps(), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    for (int ops : new TreeSet<>(byOps.keySet())) {
      lines.add(
          "registered with interest ops "
              + ops
              + " (not reading): "
              + Wording.count(byOps.getOrDefault(ops, 0), "socket"));
    }
    return lines;
  }

  private static List<String> queued(Map<Obstacle, List<SocketSnapshot>> byObstacle) {
    int queued = sizeOf(byObstacle.get(Obstacle.QUEUED));
    List<String> lines = new ArrayList<>();
    if (queued > 0) {
      lines.add(
          Wording.count(queued, "socket")
              + " of them accepted, but not taken over by any thread: behind the stuck ones");
    }
    return lines;
  }
}
