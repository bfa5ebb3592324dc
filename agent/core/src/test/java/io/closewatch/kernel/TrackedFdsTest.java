package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackedFdsTest {
  private static final int FD = 3;
  private static final long INODE = 100;

  @TempDir private Path directory;
  private ProcFixture proc;
  private TrackedFds tracked;
  private final InodeRows rows = new InodeRows();

  @BeforeEach
  void openOneSocket() throws IOException {
    proc = ProcFixture.empty(directory).link(FD, "socket:[100]");
    tracked = new TrackedFds(new FdLinks(proc.fdDirectory()));
  }

  @Test
  void wantsAnotherReadWhenARowIsMissedForTheFirstTime() {
    FdQuery query = start(INODE);
    assertThat(tracked.needsAnotherRead(rows)).isTrue();
    rows.put(row(INODE));
    tracked.answer(rows);

    assertThat(query.row(0)).isNotNull();
    assertThat(query.inode(0)).isEqualTo(INODE);
  }

  @Test
  void doesNotReadTwiceAgainForASocketThatStaysWithoutRow() {
    FdQuery first = start(INODE);
    assertThat(tracked.needsAnotherRead(rows)).isTrue();
    tracked.answer(rows);
    assertThat(first.row(0)).isNull();
    assertThat(first.inode(0)).isEqualTo(INODE);

    start(INODE);
    assertThat(tracked.needsAnotherRead(rows)).isFalse();
    tracked.answer(rows);

    start(INODE);
    rows.put(row(INODE)); // connected at last
    assertThat(tracked.needsAnotherRead(rows)).isFalse();
    tracked.answer(rows);

    start(INODE);
    assertThat(tracked.needsAnotherRead(rows)).isTrue();
  }

  @Test
  void wantsAnotherReadForADescriptorThatIsAnotherSocketNow() throws IOException {
    FdQuery query = start(INODE);
    proc.link(FD, "socket:[200]");
    assertThat(tracked.needsAnotherRead(rows)).isTrue();
    rows.put(row(200));
    tracked.answer(rows);

    assertThat(query.inode(0)).isEqualTo(200);
    assertThat(query.row(0).inode()).isEqualTo(200);
    assertThat(tracked.sockets()).isEqualTo(1);
  }

  @Test
  void wantsNoOtherReadForADescriptorThatWasClosed() throws IOException {
    FdQuery query = start(INODE);
    Files.delete(proc.fdDirectory().resolve("3"));
    assertThat(tracked.needsAnotherRead(rows)).isFalse();
    tracked.answer(rows);

    assertThat(query.inode(0)).isEqualTo(FdQuery.NOT_OPEN);
    assertThat(tracked.sockets()).isZero();
  }

  @Test
  void saysUnknownIfTheLinkCannotBeRead() throws IOException {
    Files.delete(proc.fdDirectory().resolve("3"));
    Files.createFile(proc.fdDirectory().resolve("3")); // not a link
    FdQuery query = start(0);
    tracked.answer(rows);

    assertThat(query.inode(0)).isEqualTo(FdQuery.UNKNOWN);
    assertThat(tracked.unknown()).isEqualTo(1);
  }

  private FdQuery start(long knownInode) {
    FdQuery query = new FdQuery(new int[] {FD}, new long[] {knownInode});
    tracked.start(query);
    rows.clear(1);
    tracked.want(rows);
    return query;
  }

  private static TcpRow row(long inode) {
    Endpoint any = Endpoint.ofIpv4(0, 80);
    return new TcpRow(any, any, TcpState.ESTABLISHED, 0, 0, 0, inode);
  }
}
