package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.closewatch.kernel.UntrackedSocket.Protocol;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of descriptors cannot be listed, because that needs a free descriptor. */
class DescriptorLimitTest {
  @TempDir private Path directory;
  private ProcFixture proc;

  private final FdLister atTheLimit =
      () -> {
        throw new FileSystemException(directory + "/fd", null, "Too many open files");
      };

  @BeforeEach
  void layOutCapture() throws IOException {
    proc = ProcFixture.mixed(directory);
  }

  @Test
  void findsTheSameByAskingForEachDescriptor() throws IOException {
    proc.limits(limit("256"));
    FdLister listing = new FdDirectory(proc.fdDirectory());

    String listed = text(read(listing, UntrackedFds.MAX_PROBE_NANOS));

    assertThat(text(read(atTheLimit, UntrackedFds.MAX_PROBE_NANOS))).isEqualTo(listed);
    assertThat(listed).startsWith("used 34 sockets 28 files 3 other 3 gaps []");
  }

  @Test
  void saysFromWhichDescriptorOnItDidNotLookForLackOfTime() throws IOException {
    proc.limits(limit("100000"));

    KernelSnapshot snapshot = read(atTheLimit, 0);

    assertThat(snapshot.isAvailable()).isTrue();
    assertThat(snapshot.gaps())
        .containsExactly(
            proc.fdDirectory()
                + ": Too many open files; descriptors from 256 on were not looked at");
    assertThat(snapshot.untracked()).hasSize(26);
    assertThat(snapshot.fds().used()).isEqualTo(-1);
    assertThat(snapshot.fds().softLimit()).isEqualTo(100_000);
  }

  @Test
  void isUnavailableIfNoDescriptorAnswers() throws IOException {
    ProcFixture empty = ProcFixture.empty(directory.resolve("other")).limits(limit("64"));
    FdQuery tracked = new FdQuery(new int[] {3}, new long[] {0});
    try (KernelReader reader =
        new LinuxKernelReader(empty.root(), ByteOrder.LITTLE_ENDIAN, atTheLimit, 1_000)) {

      KernelSnapshot snapshot = reader.read(tracked);

      assertThat(snapshot.unavailableBecause())
          .isEqualTo(empty.fdDirectory() + ": Too many open files");
      assertThat(tracked.inode(0)).isEqualTo(FdQuery.UNKNOWN);
    }
  }

  @Test
  void ignoresDescriptorsThatWereClosedAfterTheListing() throws IOException {
    FdLister stale = () -> new int[] {3, 4, 900, 901};

    KernelSnapshot snapshot = read(stale, 0);

    assertThat(snapshot.untracked())
        .extracting(UntrackedSocket::fd, UntrackedSocket::protocol)
        .containsExactly(tuple(3, Protocol.TCP), tuple(4, Protocol.TCP));
    assertThat(snapshot.fds().used()).isEqualTo(4); // two of them tracked
    assertThat(snapshot.gaps()).isEmpty();
  }

  /** Tracks fd 6 and 7. */
  private KernelSnapshot read(FdLister lister, long maxProbeNanos) {
    try (KernelReader reader =
        new LinuxKernelReader(proc.root(), ByteOrder.LITTLE_ENDIAN, lister, maxProbeNanos)) {
      return reader.read(new FdQuery(new int[] {6, 7}, new long[] {0, 526000}));
    }
  }

  private static String limit(String soft) {
    return "Limit                     Soft Limit           Hard Limit           Units     \n"
        + "Max open files            "
        + soft
        + "                  1048576              files     \n";
  }

  private static String text(KernelSnapshot snapshot) {
    FdUsage fds = snapshot.fds();
    return String.format(
            "used %d sockets %d files %d other %d gaps %s %s%n",
            fds.used(), fds.sockets(), fds.files(), fds.other(), snapshot.gaps(), snapshot.states())
        + snapshot.untracked().stream()
            .map(s -> s.fd() + " " + s.inode() + " " + s.protocol() + " " + Rows.text(s.row()))
            .sorted()
            .collect(Collectors.joining("\n"));
  }
}
