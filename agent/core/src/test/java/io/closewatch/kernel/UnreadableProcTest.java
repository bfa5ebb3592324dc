package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableProcTest {
  @TempDir private Path directory;
  private final FdQuery tracked = new FdQuery(new int[] {3, 4}, new long[] {0, 100});

  @Test
  void namesTheFirstFileThatIsMissingUnderAWrongRoot() {
    KernelSnapshot snapshot = read(directory.resolve("wrong"));

    assertThat(snapshot.isAvailable()).isFalse();
    assertThat(snapshot.unavailableBecause())
        .isEqualTo(directory.resolve("wrong/net/tcp") + ": no such file");
    assertThat(snapshot.fds()).isSameAs(FdUsage.UNKNOWN);
    assertThat(tracked.inode(0)).isEqualTo(FdQuery.UNKNOWN);
    assertThat(tracked.inode(1)).isEqualTo(FdQuery.UNKNOWN);
    assertThat(tracked.row(1)).isNull();
  }

  @Test
  void saysWhatElseIsWrongWithATable() throws IOException {
    ProcFixture proc = ProcFixture.empty(directory).without("net/tcp6");
    Files.createDirectory(directory.resolve("net/tcp6"));

    assertThat(read(proc.link(3, "pipe:[1]").root()).unavailableBecause())
        .isEqualTo(directory.resolve("net/tcp6") + ": Is a directory");
  }

  @Test
  void needsTheDescriptorsToo() throws IOException {
    ProcFixture proc = ProcFixture.empty(directory).without("fd");

    assertThat(read(proc.root()).unavailableBecause())
        .isEqualTo(proc.fdDirectory() + ": no such file");
  }

  @Test
  void goesOnWithoutLimitsAndWithoutTheOtherProtocols() throws IOException {
    ProcFixture proc = ProcFixture.empty(directory).without("limits").without("net/unix");
    Files.createDirectory(directory.resolve("net/unix"));
    Files.createDirectory(proc.without("net/raw").root().resolve("net/raw"));
    proc.link(9, "socket:[900]");

    KernelSnapshot snapshot = read(proc.root());

    assertThat(snapshot.isAvailable()).isTrue();
    assertThat(snapshot.fds().softLimit()).isEqualTo(-1);
    assertThat(snapshot.fds().sockets()).isEqualTo(1);
    assertThat(snapshot.gaps())
        .containsExactly(
            directory.resolve("limits") + ": no such file",
            directory.resolve("net/unix")
                + ": Is a directory (and 1 more); such sockets count as TCP without a row");
    assertThat(snapshot.untracked())
        .extracting(UntrackedSocket::protocol)
        .containsExactly(UntrackedSocket.Protocol.NO_ROW);
  }

  @Test
  void recoversWhenTheFilesAppear() throws IOException {
    try (KernelReader reader = LinuxKernelReader.open(directory)) {
      assertThat(reader.read(tracked).isAvailable()).isFalse();
      ProcFixture.mixed(directory);

      assertThat(reader.read(tracked).isAvailable()).isTrue();
    }
  }

  @Test
  void standsInWhereThereIsNoProc() {
    try (KernelReader reader = new UnavailableKernelReader("needs Linux, this is Mac OS X")) {
      KernelSnapshot snapshot = reader.read(tracked);

      assertThat(snapshot.unavailableBecause()).isEqualTo("needs Linux, this is Mac OS X");
      assertThat(tracked.inode(1)).isEqualTo(FdQuery.UNKNOWN);
    }
  }

  private KernelSnapshot read(Path root) {
    try (KernelReader reader = LinuxKernelReader.open(root)) {
      return reader.read(tracked);
    }
  }
}
