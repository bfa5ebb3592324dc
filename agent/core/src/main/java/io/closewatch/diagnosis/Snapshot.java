package io.closewatch.diagnosis;

import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.tracker.AsyncRequestSite;
import io.closewatch.tracker.SiteSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything that one scan saw: tracked sockets joined with the kernel, the sites, and the rest of
 * the kernel's picture. Immutable.
 */
public final class Snapshot {
  private final long takenAtMillis;
  private final long monotonicMillis;
  private final long scanMicros;
  private final List<SocketSnapshot> sockets;
  private final List<SiteSnapshot> sites;
  private final KernelSnapshot kernel;
  private final int openedBeforeAttach;
  private final List<AsyncRequestSite> asyncRequests;
  private final HttpPools pools;
  private final SocketTests tests;

  /** A process without asynchronous requests, by a wall clock that is known not to step. */
  public Snapshot(
      long takenAtMillis,
      long scanMicros,
      List<SocketSnapshot> sockets,
      List<SiteSnapshot> sites,
      KernelSnapshot kernel,
      int openedBeforeAttach) {
    this(
        takenAtMillis,
        takenAtMillis,
        scanMicros,
        sockets,
        sites,
        kernel,
        openedBeforeAttach,
        Collections.emptyList(),
        HttpPools.NONE);
  }

  /** A JVM without tests. */
  public Snapshot(
      long takenAtMillis,
      long monotonicMillis,
      long scanMicros,
      List<SocketSnapshot> sockets,
      List<SiteSnapshot> sites,
      KernelSnapshot kernel,
      int openedBeforeAttach,
      List<AsyncRequestSite> asyncRequests,
      HttpPools pools) {
    this(
        takenAtMillis,
        monotonicMillis,
        scanMicros,
        sockets,
        sites,
        kernel,
        openedBeforeAttach,
        asyncRequests,
        pools,
        SocketTests.NONE);
  }

  /**
   * @param takenAtMillis wall clock, milliseconds since the epoch
   * @param monotonicMillis the same moment by a clock that never steps; has no meaning but in
   *     differences
   * @param scanMicros how long the scan took
   * @param openedBeforeAttach untracked socket fds that already existed when the agent started
   * @param asyncRequests requests of servlet containers that are not completed, by the line that
   *     started them
   * @param pools the HTTP connection pools
   * @param tests which tests opened the sockets
   */
  public Snapshot(
      long takenAtMillis,
      long monotonicMillis,
      long scanMicros,
      List<SocketSnapshot> sockets,
      List<SiteSnapshot> sites,
      KernelSnapshot kernel,
      int openedBeforeAttach,
      List<AsyncRequestSite> asyncRequests,
      HttpPools pools,
      SocketTests tests) {
    this.pools = pools;
    this.tests = tests;
    this.takenAtMillis = takenAtMillis;
    this.monotonicMillis = monotonicMillis;
    this.scanMicros = scanMicros;
    this.sockets = Collections.unmodifiableList(new ArrayList<>(sockets));
    this.sites = Collections.unmodifiableList(new ArrayList<>(sites));
    this.kernel = kernel;
    this.openedBeforeAttach = openedBeforeAttach;
    this.asyncRequests = Collections.unmodifiableList(new ArrayList<>(asyncRequests));
  }

  public long takenAtMillis() {
    return takenAtMillis;
  }

  /** When it was taken, by a clock that never steps: for differences only. */
  public long monotonicMillis() {
    return monotonicMillis;
  }

  public long scanMicros() {
    return scanMicros;
  }

  public List<SocketSnapshot> sockets() {
    return sockets;
  }

  /** All sites that ever opened a socket, most open sockets first. */
  public List<SiteSnapshot> sites() {
    return sites;
  }

  public KernelSnapshot kernel() {
    return kernel;
  }

  public int openedBeforeAttach() {
    return openedBeforeAttach;
  }

  /** Asynchronous requests that are not completed, by the line that started them, most first. */
  public List<AsyncRequestSite> asyncRequests() {
    return asyncRequests;
  }

  public HttpPools pools() {
    return pools;
  }

  public SocketTests tests() {
    return tests;
  }
}
