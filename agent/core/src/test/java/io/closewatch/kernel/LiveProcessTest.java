package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.closewatch.kernel.UntrackedSocket.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The reader on the process of the test itself. */
@EnabledOnOs(OS.LINUX)
class LiveProcessTest {

  /** A number that nothing gets, as a file that is loaded would get one that is free. */
  private static final int NOT_OPEN = 900_000;

  private static final FdQuery NOTHING_TRACKED = new FdQuery(new int[0], new long[0]);

  private final KernelReader reader = LinuxKernelReader.open();
  private ServerSocketChannel listener;
  private SocketChannel client;
  private SocketChannel accepted;

  @BeforeEach
  void connect() throws IOException {
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = SocketChannel.open(listener.getLocalAddress());
    accepted = listener.accept();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    accepted.close();
    listener.close();
    reader.close();
  }

  @Test
  void findsItsOwnSocketsByInode() throws IOException {
    UntrackedSocket peer = find(client.getLocalAddress(), client.getRemoteAddress());
    accepted.write(ByteBuffer.wrap(new byte[10]));
    accepted.close();
    FdQuery tracked = new FdQuery(new int[] {peer.fd(), NOT_OPEN}, new long[] {0, 0});

    await()
        .untilAsserted(
            () -> {
              KernelSnapshot snapshot = reader.read(tracked);
              assertThat(tracked.row(0).state()).isEqualTo(TcpState.CLOSE_WAIT);
              assertThat(tracked.row(0).rxQueue()).isEqualTo(11);
              assertThat(snapshot.untracked()).noneMatch(socket -> socket.fd() == peer.fd());
              assertThat(snapshot.states()).containsKey(TcpState.CLOSE_WAIT);
            });
    assertThat(tracked.inode(0)).isEqualTo(peer.inode());
    assertThat(tracked.inode(1)).isEqualTo(FdQuery.NOT_OPEN);

    FdQuery known = new FdQuery(new int[] {peer.fd()}, new long[] {peer.inode()});
    reader.read(known);
    assertThat(known.row(0).rxQueue()).isEqualTo(11);
  }

  @Test
  void seesWhatWaitsToBeAccepted() throws IOException {
    try (SocketChannel waiting = SocketChannel.open(listener.getLocalAddress())) {
      KernelSnapshot snapshot = reader.read(NOTHING_TRACKED);

      assertThat(snapshot.listeners())
          .extracting(row -> row.local().toString(), TcpRow::rxQueue)
          .contains(tuple(text(listener.getLocalAddress()), 1L));
      assertThat(snapshot.notAccepted())
          .extracting(row -> row.remote().toString())
          .containsExactly(text(waiting.getLocalAddress()));
    }
  }

  @Test
  void tellsUnixAndUdpSocketsFromTcpWithoutRow() throws IOException {
    List<Integer> before = fds(socket -> true);
    try (ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        DatagramChannel udp = DatagramChannel.open();
        SocketChannel unbound = SocketChannel.open()) {
      udp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(unix.isOpen() && unbound.isOpen()).isTrue();

      assertThat(
              fds(socket -> socket.protocol() == Protocol.NOT_TCP && !before.contains(socket.fd())))
          .hasSize(2);
      assertThat(
              fds(socket -> socket.protocol() == Protocol.NO_ROW && !before.contains(socket.fd())))
          .hasSize(1);
    }
  }

  @Test
  void countsDescriptorsAndKnowsTheirLimit() {
    KernelSnapshot snapshot = reader.read(NOTHING_TRACKED);
    FdUsage fds = snapshot.fds();

    assertThat(snapshot.gaps()).isEmpty();
    assertThat(fds.sockets()).isGreaterThanOrEqualTo(3).isEqualTo(snapshot.untracked().size());
    assertThat(fds.files()).isPositive();
    assertThat(fds.used()).isEqualTo(fds.sockets() + fds.files() + fds.other());
    assertThat(fds.used()).isLessThanOrEqualTo((int) Math.min(fds.softLimit(), 1 << 20));
    assertThat(fds.softLimit()).isLessThanOrEqualTo(fds.hardLimit());
  }

  @Test
  void answersAfterAnInterrupt() {
    Thread.currentThread().interrupt();
    try {
      assertThat(reader.read(NOTHING_TRACKED).isAvailable()).isTrue();
      assertThat(reader.read(NOTHING_TRACKED).isAvailable()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private List<Integer> fds(Predicate<UntrackedSocket> which) {
    return reader.read(NOTHING_TRACKED).untracked().stream()
        .filter(which)
        .map(UntrackedSocket::fd)
        .collect(Collectors.toList());
  }

  private UntrackedSocket find(SocketAddress local, SocketAddress remote) {
    return reader.read(NOTHING_TRACKED).untracked().stream()
        .filter(socket -> socket.row() != null)
        .filter(socket -> socket.row().local().toString().equals(text(local)))
        .filter(socket -> socket.row().remote().toString().equals(text(remote)))
        .findFirst()
        .orElseThrow();
  }

  private static String text(SocketAddress address) {
    return address.toString().substring(address.toString().indexOf('/') + 1);
  }
}
