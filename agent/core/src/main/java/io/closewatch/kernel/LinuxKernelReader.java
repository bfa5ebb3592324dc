package io.closewatch.kernel;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code /proc/self}: which socket each descriptor is, and its row in tcp or tcp6. For one
 * thread. What it needs is opened by the constructor and held open, because a leak is looked for
 * when no descriptor is left; a file that could not be opened is tried again in each read.
 */
public final class LinuxKernelReader implements KernelReader {
  private final TcpTables tables;
  private final OpenFileLimits limits;
  private final OtherProtocols protocols;
  private final TrackedFds tracked;
  private final UntrackedFds untracked;
  private final InodeRows rows = new InodeRows();
  private final LongIndex unexplained = new LongIndex();

  LinuxKernelReader(Path root, ByteOrder hostOrder, FdLister lister, long maxProbeNanos) {
    LineScanner lines = new LineScanner();
    Path directory = root.resolve("fd");
    FdLinks links = new FdLinks(directory);
    this.tables = new TcpTables(root, hostOrder, lines);
    this.limits = new OpenFileLimits(root, lines);
    this.protocols = new OtherProtocols(root, lines);
    this.tracked = new TrackedFds(links);
    this.untracked = new UntrackedFds(directory, lister, links, maxProbeNanos);
    loadClassesOfRows();
  }

  /** A reader of this process; elsewhere than on Linux one whose snapshots say so. Never throws. */
  public static KernelReader open() {
    String os = System.getProperty("os.name", "unknown");
    return "Linux".equals(os)
        ? open(Paths.get("/proc/self"))
        : new UnavailableKernelReader("needs Linux, this is " + os);
  }

  /**
   * A reader of the process whose directory is {@code root}. Never throws: what cannot be read is
   * said by each snapshot.
   */
  public static KernelReader open(Path root) {
    return new LinuxKernelReader(
        root,
        ByteOrder.nativeOrder(),
        new FdDirectory(root.resolve("fd")),
        UntrackedFds.MAX_PROBE_NANOS);
  }

  @Override
  public KernelSnapshot read(FdQuery query) {
    try {
      return scan(query);
    } catch (IOException | SecurityException e) {
      return UnavailableKernelReader.unavailable(query, String.valueOf(e.getMessage()));
    } finally {
      // Between the scans it would hold 30 bytes for each socket.
      rows.clear(0);
    }
  }

  @Override
  public void close() {
    tables.close();
    limits.close();
    protocols.close();
  }

  private KernelSnapshot scan(FdQuery query) throws IOException {
    List<String> gaps = new ArrayList<>();
    tables.checkReadable();
    readLimits(gaps);
    untracked.read(tracked.start(query), limits.soft());
    rows.clear(tracked.size() + untracked.sockets());
    tracked.want(rows);
    for (int i = 0; i < untracked.sockets(); i++) {
      rows.want(untracked.inode(i));
    }
    tables.read(rows);
    if (tracked.needsAnotherRead(rows)) {
      tables.read(rows);
    }
    tracked.answer(rows);
    List<UntrackedSocket> strangers = untrackedSockets();
    addGaps(gaps);
    return new KernelSnapshot(
        "", usage(), states(), listeners(), new ArrayList<>(tables.notAccepted()), strangers, gaps);
  }

  /**
   * A class may not load any more once the descriptors are used up, and a process that had no
   * socket before would load these only then.
   */
  private static void loadClassesOfRows() {
    Endpoint any = Endpoint.ofIpv4(0, 0);
    TcpRow row = new TcpRow(any, any, TcpState.LISTEN, 0, 0, 0, 0);
    new UntrackedSocket(0, 0, UntrackedSocket.Protocol.TCP, row).protocol();
  }

  private void readLimits(List<String> gaps) {
    try {
      limits.read();
    } catch (IOException | SecurityException e) {
      gaps.add(String.valueOf(e.getMessage()));
    }
  }

  private List<UntrackedSocket> untrackedSockets() {
    unexplained.clear(0);
    for (int i = 0; i < untracked.sockets(); i++) {
      if (rows.row(untracked.inode(i)) == null) {
        unexplained.add(untracked.inode(i));
      }
    }
    protocols.explain(unexplained);
    List<UntrackedSocket> sockets = new ArrayList<>(untracked.sockets());
    for (int i = 0; i < untracked.sockets(); i++) {
      long inode = untracked.inode(i);
      TcpRow row = rows.row(inode);
      UntrackedSocket.Protocol protocol =
          row != null
              ? UntrackedSocket.Protocol.TCP
              : protocols.lists(inode)
                  ? UntrackedSocket.Protocol.NOT_TCP
                  : UntrackedSocket.Protocol.NO_ROW;
      sockets.add(new UntrackedSocket(untracked.fd(i), inode, protocol, row));
    }
    return sockets;
  }

  private FdUsage usage() {
    if (untracked.gap() != null) { // the sums would pass for all that is open
      return new FdUsage(-1, -1, -1, -1, limits.soft(), limits.hard());
    }
    int sockets = tracked.sockets() + untracked.sockets();
    int files = tracked.files() + untracked.files();
    int other = tracked.other() + untracked.other();
    int used = sockets + files + other + unreadableLinks();
    return new FdUsage(used, sockets, files, other, limits.soft(), limits.hard());
  }

  private Map<TcpState, Integer> states() {
    EnumMap<TcpState, Integer> states = new EnumMap<>(TcpState.class);
    for (int slot = 0; slot < rows.slots(); slot++) {
      TcpRow row = rows.rowAt(slot);
      if (row != null) {
        Integer before = states.get(row.state());
        states.put(row.state(), before == null ? 1 : before + 1);
      }
    }
    return states;
  }

  private List<TcpRow> listeners() {
    List<TcpRow> listeners = new ArrayList<>(tables.listeners());
    listeners.sort(Comparator.comparingInt(row -> row.local().port()));
    return listeners;
  }

  private void addGaps(List<String> gaps) {
    gaps.addAll(tables.gaps());
    addIfAny(protocols.gap(), gaps);
    addIfAny(untracked.gap(), gaps);
    if (unreadableLinks() > 0) {
      gaps.add("links of " + unreadableLinks() + " descriptors could not be read");
    }
  }

  private static void addIfAny(@Nullable String gap, List<String> gaps) {
    if (gap != null) {
      gaps.add(gap);
    }
  }

  private int unreadableLinks() {
    return tracked.unknown() + untracked.unknown();
  }
}
