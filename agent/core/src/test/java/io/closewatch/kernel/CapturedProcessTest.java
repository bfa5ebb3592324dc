package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.UntrackedSocket.Protocol;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The capture {@code proc/6.18/mixed} through the whole reader. */
class CapturedProcessTest {
  private static final int FIRST = 6;
  private static final int LAST = 24;

  @TempDir private Path directory;
  private ProcFixture proc;

  @BeforeEach
  void layOutCapture() throws IOException {
    proc = ProcFixture.mixed(directory);
  }

  @Test
  void joinsTrackedFdsWithTheirRows() {
    FdQuery tracked = tracked();

    read(tracked);

    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tracked.size(); i++) {
      text.append(tracked.fd(i)).append(": ").append(tracked.inode(i)).append(" ");
      text.append(Rows.text(tracked.row(i)).replaceAll(" inode .*", "")).append("\n");
    }
    assertThat(text.toString())
        .isEqualTo(
            """
            6: 525998 127.0.0.1:40001 -> 127.0.0.1:8080 CLOSE_WAIT tx 0 rx 0 timer 0
            7: 526000 127.0.0.1:40002 -> 127.0.0.1:8080 CLOSE_WAIT tx 0 rx 1 timer 0
            8: 526002 127.0.0.1:40003 -> 127.0.0.1:8080 CLOSE_WAIT tx 0 rx 101 timer 0
            9: 526004 127.0.0.1:40004 -> 127.0.0.1:8080 CLOSE_WAIT tx 0 rx 1 timer 0
            10: 0 no row
            11: 526006 127.0.0.1:40005 -> 127.0.0.1:8081 ESTABLISHED tx 0 rx 0 timer 0
            12: 526007 127.0.0.1:8081 -> 127.0.0.1:40005 ESTABLISHED tx 0 rx 5 timer 0
            13: 526008 [::1]:40006 -> [::1]:8082 ESTABLISHED tx 0 rx 0 timer 0
            14: 526009 [::1]:8082 -> [::1]:40006 ESTABLISHED tx 0 rx 0 timer 0
            15: 526010 [::1]:40007 -> [::1]:8082 FIN_WAIT2 tx 0 rx 0 timer 0
            16: 526011 [::1]:8082 -> [::1]:40007 CLOSE_WAIT tx 0 rx 1 timer 0
            17: 526018 no row
            18: 526013 127.0.0.1:8080 -> 127.0.0.1:40008 CLOSE_WAIT tx 0 rx 1 timer 0
            19: 526020 0.0.0.0:40012 -> 192.0.2.1:443 SYN_SENT tx 1 rx 0 timer 1
            20: 526021 no row
            21: 526022 no row
            22: 526023 127.0.0.1:40014 -> 127.0.0.1:8080 ESTABLISHED tx 0 rx 0 timer 0
            23: 526024 127.0.0.1:40015 -> 127.0.0.1:8080 FIN_WAIT2 tx 0 rx 0 timer 0
            24: 526025 127.0.0.1:40016 -> 127.0.0.1:8081 ESTABLISHED tx 0 rx 0 timer 0
            """);
  }

  @Test
  void findsListenersAndWhatWaitsToBeAccepted() {
    KernelSnapshot snapshot = read(tracked());

    assertThat(Rows.text(snapshot.listeners()))
        .isEqualTo(
            """
            127.0.0.1:8080 -> 0.0.0.0:0 LISTEN tx 0 rx 2 timer 0 inode 525995
            [::]:8081 -> [::]:0 LISTEN tx 0 rx 1 timer 0 inode 525996
            [::1]:8082 -> [::]:0 LISTEN tx 0 rx 0 timer 0 inode 525997
            """);
    assertThat(Rows.text(snapshot.notAccepted()))
        .isEqualTo(
            """
            127.0.0.1:8080 -> 127.0.0.1:40014 ESTABLISHED tx 0 rx 0 timer 0 inode 0
            127.0.0.1:8080 -> 127.0.0.1:40015 CLOSE_WAIT tx 0 rx 4 timer 0 inode 0
            127.0.0.1:8081 -> 127.0.0.1:40016 ESTABLISHED tx 0 rx 0 timer 0 inode 0
            """);
  }

  @Test
  void countsStatesAndDescriptorsOfThisProcess() {
    KernelSnapshot snapshot = read(tracked());

    assertThat(snapshot.isAvailable()).isTrue();
    assertThat(snapshot.gaps()).isEmpty();
    assertThat(snapshot.states())
        .isEqualTo(
            Map.of(
                TcpState.ESTABLISHED, 6,
                TcpState.SYN_SENT, 1,
                TcpState.FIN_WAIT2, 2,
                TcpState.CLOSE_WAIT, 6,
                TcpState.LISTEN, 3));
    FdUsage fds = snapshot.fds();
    assertThat(new long[] {fds.used(), fds.sockets(), fds.files(), fds.other()})
        .containsExactly(34, 28, 3, 3);
    assertThat(fds.softLimit()).isEqualTo(20_000);
    assertThat(fds.hardLimit()).isEqualTo(20_000);
  }

  @Test
  void sortsUntrackedSocketsByProtocol() {
    KernelSnapshot snapshot = read(new FdQuery(new int[0], new long[0]));

    for (UntrackedSocket socket : snapshot.untracked()) {
      int fd = socket.fd();
      Protocol expected =
          fd >= 25
              ? Protocol.NOT_TCP
              : fd == 17 || fd == 20 || fd == 21 ? Protocol.NO_ROW : Protocol.TCP;
      assertThat(socket.protocol()).as("fd %d", fd).isEqualTo(expected);
      assertThat(socket.row() != null).isEqualTo(expected == Protocol.TCP);
    }
    assertThat(snapshot.untracked()).hasSize(28);
  }

  @Test
  void countsASocketOnceThatHasTwoDescriptors() throws IOException {
    proc.link(50, "socket:[526010]").link(51, "socket:[526010]");

    KernelSnapshot snapshot = read(new FdQuery(new int[] {50}, new long[] {0}));

    assertThat(snapshot.states()).containsEntry(TcpState.FIN_WAIT2, 2);
    assertThat(snapshot.fds().sockets()).isEqualTo(30);
  }

  @Test
  void doesNotReadTheLinkOfAKnownInodeThatHasARow() throws IOException {
    proc.link(6, "/var/log/app.log");
    FdQuery tracked = new FdQuery(new int[] {6, 7}, new long[] {525998, 999});

    read(tracked);

    assertThat(Rows.text(tracked.row(0))).contains("CLOSE_WAIT").endsWith("inode 525998");
    assertThat(Rows.text(tracked.row(1))).contains("CLOSE_WAIT").endsWith("inode 526000");
    assertThat(tracked.inode(1)).isEqualTo(526000);
  }

  @Test
  void tellsClosedFdsFromThoseThatAreNoSocketAnyMore() {
    FdQuery tracked = new FdQuery(new int[] {999, 32, -1}, new long[] {777, 0, 0});

    read(tracked);

    assertThat(IntStream.range(0, 3).mapToLong(tracked::inode))
        .containsExactly(FdQuery.NOT_OPEN, FdQuery.NOT_A_SOCKET, FdQuery.NOT_OPEN);
  }

  @Test
  void readsTheSameTwice() {
    try (KernelReader reader = LinuxKernelReader.open(proc.root())) {
      FdQuery first = tracked();
      FdQuery second = tracked();
      KernelSnapshot before = reader.read(first);
      KernelSnapshot after = reader.read(second);

      assertThat(after.states()).isEqualTo(before.states());
      assertThat(Rows.text(after.listeners())).isEqualTo(Rows.text(before.listeners()));
      assertThat(Rows.text(after.notAccepted())).isEqualTo(Rows.text(before.notAccepted()));
      for (int i = 0; i < first.size(); i++) {
        assertThat(Rows.text(second.row(i))).isEqualTo(Rows.text(first.row(i)));
      }
      assertThat(after.untracked()).hasSameSizeAs(before.untracked());
    }
  }

  private KernelSnapshot read(FdQuery tracked) {
    // The capture is from a little-endian machine, wherever the test runs.
    try (KernelReader reader =
        new LinuxKernelReader(
            proc.root(),
            ByteOrder.LITTLE_ENDIAN,
            new FdDirectory(proc.fdDirectory()),
            UntrackedFds.MAX_PROBE_NANOS)) {
      return reader.read(tracked);
    }
  }

  private static FdQuery tracked() {
    int[] fds = IntStream.rangeClosed(FIRST, LAST).toArray();
    return new FdQuery(fds, new long[fds.length]);
  }
}
