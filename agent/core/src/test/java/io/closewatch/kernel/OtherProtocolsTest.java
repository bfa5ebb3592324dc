package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherProtocolsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "udp, 526026",
    "udp6, 526027",
    "unix, 526028",
    "netlink, 526030",
    "packet, 526031",
    "raw, 526032"
  })
  void findsTheInodeInItsTable(String table, long inode) throws IOException {
    ProcFixture proc = ProcFixture.empty(directory);
    proc.table(table, ProcFixture.captured("net/" + table));

    try (OtherProtocols protocols = new OtherProtocols(proc.root(), new LineScanner())) {
      protocols.explain(inodes(inode, 4_711));

      assertThat(protocols.lists(inode)).isTrue();
      assertThat(protocols.lists(4_711)).isFalse();
      assertThat(protocols.gap()).isNull();
    }
  }

  @Test
  void remembersAnInodeOnlyWhileItIsOpen() throws IOException {
    ProcFixture proc = ProcFixture.mixed(directory);
    try (OtherProtocols protocols = new OtherProtocols(proc.root(), new LineScanner())) {
      protocols.explain(inodes(526_028));
      proc.table("unix", "");
      protocols.explain(inodes(526_028));
      assertThat(protocols.lists(526_028)).isTrue();

      protocols.explain(inodes());
      protocols.explain(inodes(526_028));
      assertThat(protocols.lists(526_028)).isFalse();
    }
  }

  @Test
  void doesWithoutTablesThatTheKernelLacks() throws IOException {
    ProcFixture proc = ProcFixture.mixed(directory).without("net/udp6").without("net/netlink");
    try (OtherProtocols protocols = new OtherProtocols(proc.root(), new LineScanner())) {
      protocols.explain(inodes(526_027, 526_032));

      assertThat(protocols.lists(526_027)).isFalse();
      assertThat(protocols.lists(526_032)).isTrue();
      assertThat(protocols.gap()).isNull();
    }
  }

  private static LongIndex inodes(long... inodes) {
    LongIndex index = new LongIndex();
    for (long inode : inodes) {
      index.add(inode);
    }
    return index;
  }
}
