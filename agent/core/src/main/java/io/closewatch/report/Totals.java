package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Where each socket descriptor of the process stands: in a finding, healthy, not seen by a hook, or
 * changed while the scan ran. The four add up to all of them; each is -1 where the kernel could not
 * be asked. Immutable.
 */
public final class Totals {
  private static final Totals UNKNOWN = new Totals(-1, -1, -1, -1, -1);

  private final long socketDescriptors;
  private final long inFindings;
  private final long healthy;
  private final long notTcp;
  private final long nativeOrEarlier;

  private Totals(
      long socketDescriptors, long inFindings, long healthy, long notTcp, long nativeOrEarlier) {
    this.socketDescriptors = socketDescriptors;
    this.inFindings = inFindings;
    this.healthy = healthy;
    this.notTcp = notTcp;
    this.nativeOrEarlier = nativeOrEarlier;
  }

  public static Totals of(Report report) {
    return of(report.snapshot(), report.allFindings());
  }

  /** The same for what is not made into a report yet. */
  public static Totals of(Snapshot snapshot, List<Finding> findings) {
    KernelSnapshot kernel = snapshot.kernel();
    if (!kernel.isAvailable() || kernel.fds().sockets() < 0) {
      return UNKNOWN;
    }
    // Descriptors were counted first and looked at afterwards: what was closed in between is gone
    // from one list before it is gone from the other. The count of the kernel is what holds.
    Room room = new Room(kernel.fds().sockets());
    long notTcp = room.take(notTcp(kernel.untracked()));
    long nativeOrEarlier = room.take(kernel.untracked().size() - notTcp(kernel.untracked()));
    Set<SocketSnapshot> found = found(findings);
    long inFindings = room.take(found.size());
    long healthy = room.take(healthy(snapshot.sockets(), found));
    return new Totals(kernel.fds().sockets(), inFindings, healthy, notTcp, nativeOrEarlier);
  }

  /** Open TCP sockets, whether hooks saw them or not; those that hooks saw, without a kernel. */
  public static long tcp(Snapshot snapshot, List<Finding> findings) {
    Totals totals = of(snapshot, findings);
    return totals.isKnown()
        ? totals.inFindings + totals.healthy + totals.nativeOrEarlier
        : snapshot.sockets().size();
  }

  public boolean isKnown() {
    return socketDescriptors >= 0;
  }

  /** Descriptors of this process that are sockets of any protocol. */
  public long socketDescriptors() {
    return socketDescriptors;
  }

  /** Tracked sockets that stand in a finding, of whatever confidence. */
  public long inFindings() {
    return inFindings;
  }

  /** Tracked sockets that no finding speaks of. */
  public long healthy() {
    return healthy;
  }

  /** Sockets that no hook reported: {@link #notTcp} and {@link #nativeOrEarlier}. */
  public long notSeen() {
    return isKnown() ? notTcp + nativeOrEarlier : -1;
  }

  /** Unix-domain, UDP, raw and netlink sockets: none of them is watched. */
  public long notTcp() {
    return notTcp;
  }

  /** TCP, opened by native code or before the agent came. */
  public long nativeOrEarlier() {
    return nativeOrEarlier;
  }

  /** Sockets that opened or closed between the steps of the scan. */
  public long changedDuringScan() {
    return isKnown() ? socketDescriptors - inFindings - healthy - notTcp - nativeOrEarlier : -1;
  }

  private static long notTcp(List<UntrackedSocket> untracked) {
    return untracked.stream().filter(s -> s.protocol() == Protocol.NOT_TCP).count();
  }

  private static Set<SocketSnapshot> found(List<Finding> findings) {
    Set<SocketSnapshot> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Finding finding : findings) {
      for (SocketSnapshot socket : finding.sockets()) {
        if (holdsDescriptor(socket)) {
          found.add(socket);
        }
      }
    }
    return found;
  }

  private static long healthy(List<SocketSnapshot> sockets, Set<SocketSnapshot> found) {
    return sockets.stream().filter(s -> holdsDescriptor(s) && !found.contains(s)).count();
  }

  /** Also with another socket behind it: what the JDK puts there while close() is under way. */
  private static boolean holdsDescriptor(SocketSnapshot socket) {
    return socket.link() == Link.SAME_SOCKET || socket.link() == Link.OTHER;
  }

  /** The descriptors that are not yet accounted for. */
  private static final class Room {
    private long left;

    Room(long left) {
      this.left = left;
    }

    long take(long wanted) {
      long taken = Math.min(wanted, left);
      left -= taken;
      return taken;
    }
  }
}
