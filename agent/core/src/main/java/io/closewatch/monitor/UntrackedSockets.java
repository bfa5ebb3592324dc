package io.closewatch.monitor;

import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.tracker.SocketTracker;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells untracked sockets from those that only seem so. Between the copy of the tracker's table and
 * the kernel's answer sockets open and close: what is untracked must still be untracked afterwards,
 * and have been so in the scan before. One thread at a time.
 */
final class UntrackedSockets {
  private final SocketTracker tracker;
  private @Nullable Set<Long> inodesOfFirstScan;
  private Set<Long> inodesOfLastScan = new HashSet<>();

  UntrackedSockets(SocketTracker tracker) {
    this.tracker = tracker;
  }

  /**
   * The kernel's picture with only those untracked sockets that no open or close under way
   * explains.
   */
  KernelSnapshot settle(KernelSnapshot kernel) {
    if (!kernel.isAvailable()) {
      return kernel;
    }
    KernelSnapshot unknown = kernel.withoutUntracked(socket -> tracker.tracks(socket.fd()));
    Set<Long> now = new HashSet<>();
    for (UntrackedSocket socket : unknown.untracked()) {
      now.add(socket.inode());
    }
    Set<Long> before = inodesOfLastScan;
    inodesOfLastScan = now;
    if (inodesOfFirstScan == null) {
      inodesOfFirstScan = now;
      return unknown;
    }
    return unknown.withoutUntracked(socket -> !before.contains(socket.inode()));
  }

  /** How many of the untracked TCP sockets were there at the first scan. */
  int openedBeforeStart(KernelSnapshot settled) {
    Set<Long> first = inodesOfFirstScan;
    int count = 0;
    for (UntrackedSocket socket : settled.untracked()) {
      if (first != null
          && socket.protocol() != UntrackedSocket.Protocol.NOT_TCP
          && first.contains(socket.inode())) {
        count++;
      }
    }
    return count;
  }
}
