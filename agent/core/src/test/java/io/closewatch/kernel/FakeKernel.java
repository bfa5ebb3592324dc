package io.closewatch.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kernel whose answers a test writes down. In this package since only it may answer a query. */
public final class FakeKernel implements KernelReader {
  private static final Endpoint LOCAL = Endpoint.ofIpv4(0x7F000001, 40_000);
  private static final Endpoint REMOTE = Endpoint.ofIpv4(0x0A000007, 80);

  private final Map<Integer, Long> inodes = new HashMap<>();
  private final Map<Integer, TcpRow> rows = new HashMap<>();
  private final Map<Integer, UntrackedSocket> untracked = new HashMap<>();
  private Runnable during = () -> {};
  private String unavailable = "";

  /** The fd is a socket with this inode, in this state or (null) without a row. */
  public void socket(int fd, long inode, TcpState state) {
    inodes.put(fd, inode);
    rows.remove(fd);
    if (state != null) {
      rows.put(fd, new TcpRow(LOCAL, REMOTE, state, 0, 0, 0, inode));
    }
  }

  /** As above, with that rx_queue. */
  public void unread(int fd, long inode, TcpState state, long rxQueue) {
    inodes.put(fd, inode);
    rows.put(fd, new TcpRow(LOCAL, REMOTE, state, 0, rxQueue, 0, inode));
  }

  public void closed(int fd) {
    inodes.remove(fd);
    rows.remove(fd);
  }

  public void untracked(int fd, long inode) {
    untracked.put(fd, new UntrackedSocket(fd, inode, UntrackedSocket.Protocol.NO_ROW, null));
  }

  /** An untracked TCP connection with the same ends as the tracked ones. */
  public void untracked(int fd, long inode, TcpState state, long rxQueue) {
    TcpRow row = new TcpRow(LOCAL, REMOTE, state, 0, rxQueue, 0, inode);
    untracked.put(fd, new UntrackedSocket(fd, inode, UntrackedSocket.Protocol.TCP, row));
  }

  /** What happens in the program while the kernel is asked. */
  public void during(Runnable action) {
    during = action;
  }

  public void unavailable(String why) {
    unavailable = why;
  }

  @Override
  public KernelSnapshot read(FdQuery query) {
    during.run();
    for (int i = 0; i < query.size(); i++) {
      long inode =
          unavailable.isEmpty()
              ? inodes.getOrDefault(query.fd(i), FdQuery.NOT_OPEN)
              : FdQuery.UNKNOWN;
      query.answer(i, inode, unavailable.isEmpty() ? rows.get(query.fd(i)) : null);
    }
    return unavailable.isEmpty()
        ? new KernelSnapshot(
            "", FdUsage.UNKNOWN, Map.of(), List.of(), List.of(), List.copyOf(untracked.values()))
        : KernelSnapshot.unavailable(unavailable);
  }

  @Override
  public void close() {}
}
