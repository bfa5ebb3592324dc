package io.closewatch.diagnosis;

import io.closewatch.kernel.Endpoint;
import io.closewatch.kernel.FdUsage;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sites, rows, sockets and snapshots for tests, with the facts that matter as arguments. */
public final class SocketFixtures {
  public static final Graces GRACES = new Graces(30_000, 60_000, 10_000, 60_000, 300_000);
  public static final long NOW = 1_790_000_000_000L;

  private static final Map<Frame, Trace> TRACES = new ConcurrentHashMap<>();
  private static final int LOOPBACK = 0x7F000001;

  public static Frame frame(String location) {
    int paren = location.indexOf('(');
    int colon = location.lastIndexOf(':');
    int dot = location.lastIndexOf('.', paren);
    return new Frame(
        location.substring(0, dot),
        location.substring(dot + 1, paren),
        location.substring(paren + 1, colon),
        Integer.parseInt(location.substring(colon + 1, location.length() - 1)));
  }

  /** A site that opened 40 sockets, of which 28 were closed by code. */
  public static SiteSnapshot site(SocketKind kind, String location) {
    return site(kind, location, 40, 28, 0, 12, 12);
  }

  public static SiteSnapshot site(
      SocketKind kind,
      String location,
      long opened,
      long closed,
      long closedByGc,
      long open,
      long peak) {
    return new SiteSnapshot(
        frame(location), kind, "0123456789abcdef", opened, closed, closedByGc, open, peak);
  }

  public static SiteSnapshot site(SocketKind kind) {
    return site(kind, "com.acme.Crawler.fetch(Crawler.java:42)");
  }

  /** The stack that opened a socket at the site, called from an executor; interned, as in life. */
  public static Trace trace(SiteSnapshot site) {
    return TRACES.computeIfAbsent(site.frame(), frame -> newTrace(site));
  }

  private static Trace newTrace(SiteSnapshot site) {
    return new Trace(
        Arrays.asList(
            frame("java.net.Socket.createImpl(Socket.java:500)"),
            frame("java.net.Socket.<init>(Socket.java:454)"),
            site.frame(),
            frame(
                "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)"),
            frame("java.lang.Thread.run(Thread.java:840)")),
        2);
  }

  public static Trace trace(int siteIndex, String... locations) {
    return new Trace(Arrays.stream(locations).map(SocketFixtures::frame).toList(), siteIndex);
  }

  public static TcpRow row(TcpState state, long rxQueue) {
    return row(state, rxQueue, 0);
  }

  public static TcpRow row(TcpState state, long rxQueue, long txQueue) {
    return new TcpRow(
        Endpoint.ofIpv4(LOOPBACK, 51000),
        Endpoint.ofIpv4(LOOPBACK, 8080),
        state,
        txQueue,
        rxQueue,
        0,
        777);
  }

  /** A row of a connection that came in on a local port. */
  public static TcpRow acceptedRow(TcpState state, long rxQueue, int localPort, int peer) {
    return new TcpRow(
        Endpoint.ofIpv4(LOOPBACK, localPort),
        Endpoint.ofIpv4(0x0A000000 | peer, 40000 + peer),
        state,
        0,
        rxQueue,
        0,
        778);
  }

  public static SocketSnapshot.Builder socket(SiteSnapshot site) {
    return SocketSnapshot.of(7, site, trace(site)).threadName("worker-1").ageMillis(200_000);
  }

  /** A client socket that has been in CLOSE_WAIT for the given time. */
  public static SocketSnapshot.Builder closeWait(SiteSnapshot site, long rxQueue, long millis) {
    return socket(site).row(row(TcpState.CLOSE_WAIT, rxQueue), null).stateMillis(millis);
  }

  /** A thread whose frames are the same for the given time, innermost first. */
  public static ThreadSnapshot thread(
      String name, Thread.State state, long stillMillis, String... locations) {
    return new ThreadSnapshot(
        name, state, Arrays.stream(locations).map(SocketFixtures::frame).toList(), stillMillis);
  }

  /** Taken over by a thread without a selector. */
  public static Handling handledBy(Trace takenAt, ThreadSnapshot thread) {
    return new Handling(takenAt, thread.name(), thread, false, null, -1);
  }

  /** Registered with a selector that a thread runs. */
  public static Handling selectedBy(
      Trace registeredAt, ThreadSnapshot thread, int selector, int interestOps) {
    SelectorSnapshot registration = new SelectorSnapshot(selector, interestOps >= 0, interestOps);
    return new Handling(registeredAt, thread.name(), thread, false, registration, -1);
  }

  public static KernelSnapshot kernel(UntrackedSocket... untracked) {
    Map<TcpState, Integer> states = new EnumMap<>(TcpState.class);
    states.put(TcpState.ESTABLISHED, 2);
    states.put(TcpState.CLOSE_WAIT, 12);
    states.put(TcpState.LISTEN, 1);
    return new KernelSnapshot(
        "",
        new FdUsage(57, 20, 30, 7, 1024, 4096),
        states,
        Collections.emptyList(),
        Collections.emptyList(),
        Arrays.asList(untracked));
  }

  public static Snapshot snapshot(SocketSnapshot... sockets) {
    return snapshot(Arrays.asList(sockets), kernel());
  }

  public static Snapshot snapshot(List<SocketSnapshot> sockets, KernelSnapshot kernel) {
    List<SiteSnapshot> sites = sockets.stream().map(SocketSnapshot::site).distinct().toList();
    return new Snapshot(NOW, 12_300, sockets, sites, kernel, 0);
  }

  public static List<Finding> findings(SocketSnapshot.Builder... sockets) {
    List<SocketSnapshot> built = Arrays.stream(sockets).map(SocketSnapshot.Builder::build).toList();
    return Diagnosis.of(snapshot(built, kernel()), GRACES, Trends.NONE);
  }

  private SocketFixtures() {}
}
