package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.EventsServlet;
import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.kernel.FakeKernel;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketTracker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScannerTest {
  private static final Graces GRACES = new Graces(60_000, 60_000, 30_000, 60_000, 600_000);

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final FakeKernel kernel = new FakeKernel();
  private final Scanner scanner = new Scanner(tracker, kernel, GRACES);
  private final List<Object> owners = new ArrayList<>();

  private Object open(int fd, int kind) {
    Object owner = new Object();
    owners.add(owner);
    Shop.order(tracker, kind, owner, fd);
    return owner;
  }

  private SocketSnapshot only(Snapshot snapshot) {
    assertThat(snapshot.sockets()).hasSize(1);
    return snapshot.sockets().get(0);
  }

  @Test
  void joinsASocketWithItsRow() {
    open(7, SocketHooks.CLIENT_SOCKET);
    kernel.socket(7, 1001, TcpState.CLOSE_WAIT);

    SocketSnapshot socket = only(scanner.scan());
    assertThat(socket.link()).isEqualTo(Link.SAME_SOCKET);
    assertThat(socket.row().state()).isEqualTo(TcpState.CLOSE_WAIT);
    assertThat(socket.site().frame().methodName()).isEqualTo("order");
    assertThat(socket.stateMillis()).isZero();
    assertThat(socket.closingMillis()).isEqualTo(-1);
  }

  @Test
  void remembersThePeerOfADeadConnectionAndStartsItsTimeAnew() {
    open(7, SocketHooks.CLIENT_SOCKET);
    kernel.socket(7, 1001, TcpState.ESTABLISHED);
    scanner.scan();
    kernel.socket(7, 1001, null);

    SocketSnapshot socket = only(scanner.scan());
    assertThat(socket.row()).isNull();
    assertThat(socket.lastRow().state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(socket.stateMillis()).isZero();
    assertThat(socket.link()).isEqualTo(Link.SAME_SOCKET);
  }

  @Test
  void forgetsASocketThatNativeCodeClosedOrReplaced() {
    open(7, SocketHooks.CLIENT_CHANNEL);
    open(8, SocketHooks.CLIENT_CHANNEL);
    kernel.socket(7, 1001, TcpState.ESTABLISHED);
    kernel.socket(8, 1002, TcpState.ESTABLISHED);
    scanner.scan();
    kernel.closed(7);
    kernel.socket(8, 1003, TcpState.ESTABLISHED);

    assertThat(scanner.scan().sockets()).isEmpty();
    assertThat(tracker.missedReleases()).isEqualTo(2);
    SiteSnapshot site = tracker.sites().byWeight().get(0);
    assertThat(site.open()).isZero();
    assertThat(site.closed()).isEqualTo(2);
  }

  @Test
  void keepsASocketThatIsBeingClosedAlthoughItsDescriptorIsTheJdksMarker() {
    Object owner = open(7, SocketHooks.CLIENT_SOCKET);
    kernel.socket(7, 1001, TcpState.ESTABLISHED);
    scanner.scan();
    tracker.closing(owner, 7);
    kernel.socket(7, 9999, null);

    SocketSnapshot socket = only(scanner.scan());
    assertThat(socket.link()).isEqualTo(Link.OTHER);
    assertThat(socket.row()).isNull();
    assertThat(socket.closingMillis()).isNotNegative();
    assertThat(tracker.missedReleases()).isZero();
  }

  @Test
  void leavesOutASocketThatWasClosedWhileTheKernelWasAsked() {
    open(7, SocketHooks.CLIENT_SOCKET);
    kernel.socket(7, 1001, TcpState.ESTABLISHED);
    kernel.during(() -> tracker.released(7));

    assertThat(scanner.scan().sockets()).isEmpty();
  }

  @Test
  void takesASocketThatOpenedMeanwhileForTracked() {
    kernel.untracked(9, 2001);
    kernel.during(() -> open(9, SocketHooks.CLIENT_SOCKET));

    assertThat(scanner.scan().kernel().untracked()).isEmpty();
  }

  @Test
  void reportsUntrackedSocketsOfTheFirstScanAtOnceAndLaterOnesWhenTheyStay() {
    kernel.untracked(9, 2001);
    Snapshot first = scanner.scan();
    assertThat(first.kernel().untracked()).hasSize(1);
    assertThat(first.openedBeforeAttach()).isEqualTo(1);

    kernel.untracked(10, 2002);
    assertThat(scanner.scan().kernel().untracked()).hasSize(1);
    Snapshot third = scanner.scan();
    assertThat(third.kernel().untracked()).hasSize(2);
    assertThat(third.openedBeforeAttach()).isEqualTo(1);
  }

  @Test
  void keepsTheSocketsWhenTheKernelCannotBeAsked() {
    open(7, SocketHooks.CLIENT_SOCKET);
    kernel.unavailable("no /proc here");

    Snapshot snapshot = scanner.scan();
    assertThat(snapshot.kernel().unavailableBecause()).isEqualTo("no /proc here");
    assertThat(only(snapshot).link()).isEqualTo(Link.UNKNOWN);
    assertThat(tracker.open()).hasSize(1);
  }

  @Test
  void tellsWhereOpenAsynchronousRequestsBegan() {
    Object context = new Object();
    EventsServlet.doGet(tracker.asyncRequests(), context);

    assertThat(scanner.scan().asyncRequests())
        .singleElement()
        .extracting(site -> site.frame().methodName())
        .isEqualTo("doGet");
    tracker.asyncRequests().asyncEnded(context);
    assertThat(scanner.scan().asyncRequests()).isEmpty();
  }
}
