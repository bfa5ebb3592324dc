package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnclosableSocketsTest {
  private static final int SOCKET = SocketHooks.CLIENT_SOCKET;

  private final FdTable table = new FdTable();
  private final SocketTracker tracker =
      new SocketTracker(new TraceTable(new ThrowableHash(), new SiteRule(List.of()), 100), table);
  private final UnclosableSockets unclosable = new UnclosableSockets(table);
  private final Object owner = new Object();
  private final Object other = new Object();

  @Test
  void itsEndByTheCollectorIsNotThatOfADroppedOne() {
    Shop.order(tracker, SOCKET, other, 6);
    Shop.order(tracker, SOCKET, owner, 7);
    unclosable.lost(() -> tracker.handled(owner, 7));
    assertThat(tracker.open()).extracting(TrackedSocket::isLost).containsExactly(false, true);

    tracker.released(7);
    assertThat(site().closedByGc()).isEqualTo(1);
    assertThat(site().dropped()).isZero();
    assertThat(site().collected()).isNull();
    tracker.released(6);
    assertThat(site().closedByGc()).isEqualTo(2);
    assertThat(site().dropped()).isEqualTo(1);
    assertThat(site().collected()).isNotNull();
    assertThat(site().opened()).isEqualTo(site().closedByGc());
  }

  @Test
  void isTheOneThatThisThreadHasJustOpened() throws InterruptedException {
    Shop.order(tracker, SOCKET, new Object(), 5);
    long before = System.nanoTime();
    Thread another = new Thread(() -> Shop.order(tracker, SOCKET, other, 6), "another");
    another.start();
    another.join();
    assertThat(unclosable.lostSince(before)).isFalse();
    Shop.order(tracker, SOCKET, owner, 7);

    assertThat(unclosable.lostSince(before)).isTrue();
    assertThat(tracker.open())
        .extracting(TrackedSocket::isLost)
        .containsExactly(false, false, true);
  }

  @Test
  void isNoneOfTwoThatThreadsWithTheSameNameHaveJustOpened() throws InterruptedException {
    long before = System.nanoTime();
    Shop.order(tracker, SOCKET, owner, 7);
    Thread namesake =
        new Thread(() -> Shop.order(tracker, SOCKET, other, 6), Thread.currentThread().getName());
    namesake.start();
    namesake.join();

    assertThat(unclosable.lostSince(before)).isFalse();
    assertThat(tracker.open()).extracting(TrackedSocket::isLost).containsExactly(false, false);
  }

  @Test
  void oneThatCodeClosesAllTheSameWasClosedByCode() {
    Shop.order(tracker, SOCKET, owner, 7);
    unclosable.lost(() -> tracker.handled(owner, 7));
    tracker.closing(owner, 7);
    tracker.released(7);

    assertThat(site().closed()).isEqualTo(1);
    assertThat(site().closedByGc()).isZero();
  }

  @Test
  void isNoneThatWasInUseBefore() {
    Shop.order(tracker, SOCKET, other, 6);
    tracker.handled(other, 6);
    Shop.order(tracker, SOCKET, owner, 7);
    unclosable.lost(() -> tracker.handled(owner, 7));

    assertThat(tracker.open()).extracting(TrackedSocket::isLost).containsExactly(false, true);
  }

  @Test
  void isNoneOfAThreadWithTheSameName() throws InterruptedException {
    Shop.order(tracker, SOCKET, owner, 7);
    Thread namesake =
        new Thread(
            () -> {
              Shop.order(tracker, SOCKET, other, 6);
              tracker.handled(other, 6);
            },
            Thread.currentThread().getName());
    unclosable.lost(
        () -> {
          tracker.handled(owner, 7);
          namesake.start();
          join(namesake);
        });

    assertThat(tracker.open()).extracting(TrackedSocket::isLost).containsExactly(false, true);
  }

  @Test
  void isNotKnownWhereNoHookTellsOfIt() {
    Shop.order(tracker, SOCKET, owner, 7);
    unclosable.lost(() -> {});
    unclosable.lost(
        () -> {
          tracker.handled(owner, 7);
          throw new IOException("Socket is closed");
        });

    assertThat(tracker.open()).extracting(TrackedSocket::isLost).containsExactly(false);
  }

  @Test
  void asksNoSocketThatIsNotConnectedNorTheApplicationsOwn() throws IOException {
    boolean[] asked = new boolean[1];
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket unconnected = new Socket();
        Socket own =
            new Socket(listener.getInetAddress(), listener.getLocalPort()) {
              @Override
              public java.io.OutputStream getOutputStream() throws IOException {
                asked[0] = true;
                return super.getOutputStream();
              }
            }) {
      tracker.pools().boundAfterClose(new Object(), unconnected, System.nanoTime());
      tracker.pools().boundAfterClose(new Object(), own, System.nanoTime());
    }

    assertThat(asked[0]).isFalse();
  }

  private SiteSnapshot site() {
    assertThat(tracker.sites().byWeight()).hasSize(1);
    return tracker.sites().byWeight().get(0);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
