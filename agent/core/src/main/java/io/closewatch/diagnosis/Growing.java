package io.closewatch.diagnosis;

import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The opens of a line outrun its closes steadily; nothing else speaks against it. */
final class Growing {
  private static final int MIN_NET = 10;

  /**
   * Suspects only: a load that rises looks the same.
   *
   * @param pooled a pool grows with the load up to its limit, and keeps what it has
   * @param others what was found already; a line that stands there is not told of twice
   */
  static List<Finding> findings(
      Snapshot snapshot, Graces graces, Trends trends, PooledSockets pooled, List<Finding> others) {
    Set<SiteId> told = new HashSet<>();
    for (Finding other : others) {
      SiteSnapshot site = other.site();
      if (site != null) {
        told.add(SiteId.of(site));
      }
    }
    Map<SiteId, Rise> rises = new HashMap<>();
    for (SiteSnapshot site : snapshot.sites()) {
      SiteId id = SiteId.of(site);
      Rise rise = told.contains(id) ? null : rise(trends.open(site), graces);
      if (rise != null) {
        rises.put(id, rise);
      }
    }
    List<Finding> findings = new ArrayList<>();
    if (!rises.isEmpty()) {
      sockets(snapshot, rises.keySet(), pooled)
          .forEach(
              (id, sockets) -> {
                Rise rise = rises.get(id);
                if (rise != null) {
                  findings.add(finding(new SocketGroup(sockets, snapshot.sockets().size()), rise));
                }
              });
    }
    return findings;
  }

  private static @Nullable Rise rise(Series open, Graces graces) {
    for (Rise rise : Rise.of(open, graces.closeWaitMillis())) {
      if (rise.net() >= MIN_NET && rise.isAboveAllBefore()) {
        return rise;
      }
    }
    return null;
  }

  private static Map<SiteId, List<SocketSnapshot>> sockets(
      Snapshot snapshot, Set<SiteId> sites, PooledSockets pooled) {
    Map<SiteId, List<SocketSnapshot>> bySite = new HashMap<>();
    Set<SiteId> inPools = new HashSet<>();
    for (SocketSnapshot socket : snapshot.sockets()) {
      SiteId id = SiteId.of(socket.site());
      if (pooled.contains(socket)) {
        inPools.add(id);
      } else if (sites.contains(id)) {
        bySite.computeIfAbsent(id, key -> new ArrayList<>()).add(socket);
      }
    }
    // What grows may be the pool: the others alone must be as many as a rise takes.
    bySite.entrySet().removeIf(e -> inPools.contains(e.getKey()) && e.getValue().size() < MIN_NET);
    return bySite;
  }

  private static Finding finding(SocketGroup group, Rise rise) {
    boolean listening = group.role() == Role.LISTENING;
    String what = listening ? "listening socket" : "socket";
    List<String> evidence = new ArrayList<>(group.counts());
    evidence.add(
        (rise.net() + " more in the last " + Wording.duration(rise.spanMillis()))
            + ", about "
            + Wording.rate(rise.perMilli()));
    evidence.add(group.states());
    evidence.addAll(selectors(group));
    evidence.addAll(group.handlers());
    if (!listening) {
      evidence.addAll(group.keepAlive());
    }
    evidence.addAll(group.peers());
    return new Finding(
        FindingKind.GROWING,
        Confidence.SUSPECT,
        group.site(),
        group.size(),
        group.sockets(),
        summary(group, what, rise),
        evidence,
        "In every part of this time more were opened than closed, beyond all that was open before. "
            + "The connections themselves look healthy, so it may be a load that rises, a pool "
            + "without a limit, or clients that are made for each call and never closed.",
        remedy(group, ownSelectors(group) > 1));
  }

  private static String summary(SocketGroup group, String what, Rise rise) {
    return "More and more "
        + what
        + "s: "
        + group.size()
        + " open, "
        + rise.net()
        + " more than "
        + Wording.duration(rise.spanMillis())
        + " ago. "
        + (group.role() == Role.LISTENING
            ? "Close the old one before a new one is made."
            : "Check that this line closes, or shares, what it opens.");
  }

  /** One selector each is the mark of a client that is made for every call. */
  private static List<String> selectors(SocketGroup group) {
    int own = ownSelectors(group);
    List<String> lines = new ArrayList<>();
    if (own > 1) {
      lines.add(
          own == group.size()
              ? "each with a selector of its own: a client is made for every call"
              : own + " of them with a selector of their own: a client is made for many calls");
    }
    return lines;
  }

  /** How many sockets share their selector with no other one; 0 if they mostly share. */
  private static int ownSelectors(SocketGroup group) {
    Map<Integer, Integer> bySelector = new HashMap<>();
    for (SocketSnapshot socket : group.sockets()) {
      Handling handling = socket.handling();
      SelectorSnapshot selector = handling == null ? null : handling.selector();
      if (selector != null) {
        bySelector.merge(selector.id(), 1, Integer::sum);
      }
    }
    int own = 0;
    for (int sockets : bySelector.values()) {
      own += sockets == 1 ? 1 : 0;
    }
    return own * 2 > group.size() ? own : 0;
  }

  private static String remedy(SocketGroup group, boolean ownSelectors) {
    if (ownSelectors) {
      return "Make one client and share it: Kafka producers, HTTP, Elasticsearch and LDAP clients "
          + "hold a selector, threads and connections each. Where one per call is needed, close it "
          + "in try-with-resources. Then look at this list again: the number must stand still.";
    }
    String how = Remedies.close(group, false);
    return how
        + " Then compare two reports some minutes apart: the number must follow the load, and fall "
        + "with it.";
  }

  private Growing() {}
}
