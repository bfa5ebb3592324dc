package io.closewatch.diagnosis;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind.Generation;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A new HTTP client for each call, and none of them closed. */
final class ClientPerRequest {
  private static final String WHY =
      "Each HTTP client has a pool of its own, which keeps the connection of the last request open "
          + "for the next one. Here the next request makes a new client, so the connection waits in "
          + "vain, and its descriptor is held until the client is closed";

  private static final String WHY_COLLECTED =
      " or the garbage collector finds it: after seconds or after hours.";

  private static final String WHY_NOT_COLLECTED =
      " or the garbage collector finds the sockets: this generation has no finalizer of its own.";

  private final PoolMakers makers;
  private final List<PoolConnection> idle = new ArrayList<>();

  private ClientPerRequest(PoolMakers makers) {
    this.makers = makers;
    for (PoolSnapshot pool : makers.forgotten()) {
      for (PoolConnection connection : pool.connections()) {
        if (connection.state() == PoolState.IDLE) {
          idle.add(connection);
        }
      }
    }
  }

  /** One for each line and kind of pool. */
  static List<ClientPerRequest> of(HttpPools pools, Graces graces) {
    List<ClientPerRequest> found = new ArrayList<>();
    for (PoolMakers makers : PoolMakers.of(pools, graces)) {
      if (makers.makesOneForEachRequest()) {
        found.add(new ClientPerRequest(makers));
      }
    }
    return found;
  }

  /** The pools that live: what is idle in them belongs to this finding. */
  List<PoolSnapshot> pools() {
    return makers.forgotten();
  }

  /**
   * Whether the sockets that the collector closed for a line were of these clients: the same call
   * made the client, and the same library opened the sockets.
   */
  boolean explains(SiteSnapshot site) {
    Trace collected = site.collected();
    return site.kind().role() == Role.CLIENT
        && collected != null
        && makers.isWithinCall(site.frame())
        && makers.isThroughLibrary(collected);
  }

  Finding finding(List<SiteSnapshot> sites) {
    String clients = Wording.count(makers.count(), "HTTP client");
    String headline =
        clients
            + " made for a request or two"
            + (makers.count() == 1 ? "" : " each")
            + " and never closed";
    return new Finding(
            FindingKind.CLIENT_PER_REQUEST,
            makers.confidence(),
            null,
            makers.count(),
            PoolFindings.sockets(idle),
            headline
                + (held() == 0
                    ? "."
                    : "; "
                        + Wording.count(held(), "connection")
                        + (held() == 1 ? " is" : " are")
                        + " open in them."),
            evidence(sites),
            WHY
                + (makers.kind().generation() == Generation.HTTPCLIENT_5
                    ? WHY_NOT_COLLECTED
                    : WHY_COLLECTED),
            PoolRemedies.share(makers.kind()))
        .at(makers.line())
        .headline(headline)
        .stacks(stacks())
        .of(makers.kind().name().toLowerCase(Locale.ROOT));
  }

  /** An asynchronous client closes what the server has ended, and keeps its place in the pool. */
  private long held() {
    return idle.stream().filter(PoolConnection::open).count();
  }

  private List<String> evidence(List<SiteSnapshot> sites) {
    List<String> evidence = makers.evidence();
    if (!idle.isEmpty()) {
      evidence.addAll(PoolText.routes(idle));
      evidence.addAll(PoolText.kernel(idle));
    }
    for (SiteSnapshot site : sites) {
      if (site.dropped() > 0 && explains(site)) {
        evidence.add(
            Wording.count(site.dropped(), "socket")
                + " of such clients "
                + (site.dropped() == 1 ? "was" : "were")
                + " closed only by the garbage collector, opened for "
                + site.frame().location());
      }
    }
    return evidence;
  }

  private List<NamedStack> stacks() {
    List<NamedStack> stacks = new ArrayList<>();
    stacks.add(new NamedStack("The last of these clients was made here", makers.trace(), ""));
    Trace used = makers.used();
    Frame line = used == null ? null : CallSites.of(used);
    if (used != null && line != null && !line.equals(makers.line())) {
      stacks.add(new NamedStack("And used here", used, ""));
    }
    return stacks;
  }
}
