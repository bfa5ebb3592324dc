package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.FakeKernel;
import io.closewatch.kernel.TcpState;
import io.closewatch.tracker.SocketTracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which sockets a scan asks after the thread that handles them, and what it finds. */
class ScannerHandlingTest {
  private static final int FD = 7;
  private static final Graces LONG = new Graces(60_000, 60_000, 60_000, 60_000, 600_000);
  private static final Graces SHORT = new Graces(60_000, 60_000, 0, 60_000, 0);

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final FakeKernel kernel = new FakeKernel();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> handlers = new ArrayList<>();
  private final Timeouts owner = new Timeouts();

  /** A SocketImpl as far as the scan is concerned; says when it was asked. */
  private static final class Timeouts implements SocketOptions {
    private int asked;

    @Override
    public Object getOption(int option) throws SocketException {
      asked++;
      if (option != SO_TIMEOUT) {
        throw new SocketException();
      }
      return 2_500;
    }

    @Override
    public void setOption(int option, Object value) {}
  }

  @AfterEach
  void endHandlers() throws InterruptedException {
    end.countDown();
    for (Thread handler : handlers) {
      handler.join();
    }
  }

  private void accepted() {
    Shop.accept(tracker, SocketHooks.ACCEPTED_SOCKET, owner, FD, 3);
  }

  /** A thread of that name that takes the socket over and then does nothing more. */
  private void handledBy(String name) {
    Thread thread =
        new Thread(
            () -> {
              Shop.serve(tracker, owner, FD);
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            name);
    thread.start();
    handlers.add(thread);
    Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
  }

  private static SocketSnapshot scan(Scanner scanner) {
    List<SocketSnapshot> sockets = scanner.scan().sockets();
    assertThat(sockets).hasSize(1);
    return sockets.get(0);
  }

  /** The second scan: in the first one nothing has lasted yet. */
  private SocketSnapshot scanTwice(Graces graces) throws InterruptedException {
    Scanner scanner = new Scanner(tracker, kernel, graces);
    scan(scanner);
    long start = System.nanoTime();
    Awaitility.await().until(() -> System.nanoTime() - start > 3_000_000);
    return scan(scanner);
  }

  private static String siteMethod(Handling handling) {
    return handling.takenAt().frames().get(handling.takenAt().siteIndex()).methodName();
  }

  @Test
  void findsTheThreadThatTookOverASocketWhosePeerHasHungUp() throws Exception {
    accepted();
    handledBy("handler");
    kernel.socket(FD, 1001, TcpState.CLOSE_WAIT);

    Handling handling = scanTwice(LONG).handling();
    assertThat(siteMethod(handling)).isEqualTo("serve");
    assertThat(handling.threadName()).isEqualTo("handler");
    assertThat(handling.thread().state()).isEqualTo(Thread.State.WAITING);
    assertThat(handling.thread().frames().get(0).className()).doesNotContain("closewatch");
    assertThat(handling.threadEnded()).isFalse();
    assertThat(handling.selector()).isNull();
    assertThat(owner.asked).as("of no use here").isZero();
  }

  @Test
  void saysThatTheThreadHasEnded() throws Exception {
    accepted();
    handledBy("handler");
    endHandlers();
    kernel.socket(FD, 1001, TcpState.CLOSE_WAIT);

    Handling handling = scanTwice(LONG).handling();
    assertThat(handling.threadEnded()).isTrue();
    assertThat(handling.thread()).isNull();
    assertThat(handling.threadName()).isEqualTo("handler");
  }

  @Test
  void leavesASocketAloneThatIsWell() throws Exception {
    accepted();
    handledBy("handler");
    kernel.socket(FD, 1001, TcpState.ESTABLISHED);

    assertThat(scanTwice(LONG).handling()).isNull();
  }

  @Test
  void looksAtTheThreadAndTimeoutOfAQuietConnection() throws Exception {
    accepted();
    handledBy("handler");
    kernel.socket(FD, 1001, TcpState.ESTABLISHED);

    Handling handling = scanTwice(SHORT).handling();
    assertThat(handling.soTimeoutMillis()).isEqualTo(2_500);
    assertThat(handling.thread()).isNotNull();
  }

  @Test
  void doesNotAskASocketThatIsBeingClosedForItsTimeout() throws Exception {
    accepted();
    handledBy("handler");
    tracker.closing(owner, FD);
    kernel.socket(FD, 1001, TcpState.ESTABLISHED);

    Handling handling = scanTwice(SHORT).handling();
    assertThat(handling.thread()).isNotNull();
    assertThat(handling.soTimeoutMillis()).isEqualTo(-1);
    assertThat(owner.asked).isZero();
  }

  @Test
  void looksAtTheReaderOfUnreadDataAtOnceSoThatBothTimesCountFromOneScan() throws Exception {
    accepted();
    handledBy("handler");
    kernel.unread(FD, 1001, TcpState.ESTABLISHED, 10);

    SocketSnapshot socket = scanTwice(LONG);
    assertThat(socket.quietMillis()).isPositive();
    assertThat(socket.handling().thread().stillMillis()).isEqualTo(socket.quietMillis());
  }

  @Test
  void quietTimeStartsAnewWhenSomebodyReads() throws Exception {
    accepted();
    kernel.unread(FD, 1001, TcpState.CLOSE_WAIT, 100);
    Scanner scanner = new Scanner(tracker, kernel, LONG);
    scan(scanner);
    long start = System.nanoTime();
    Awaitility.await().until(() -> System.nanoTime() - start > 20_000_000);
    SocketSnapshot before = scan(scanner);
    assertThat(before.quietMillis()).isEqualTo(before.stateMillis()).isGreaterThanOrEqualTo(20);

    kernel.unread(FD, 1001, TcpState.CLOSE_WAIT, 60);
    SocketSnapshot after = scan(scanner);
    assertThat(after.quietMillis()).isLessThanOrEqualTo(1);
    assertThat(after.stateMillis()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void findsWhoAcceptsWhereConnectionsWait() throws Exception {
    Shop.order(tracker, SocketHooks.LISTENING_SOCKET, owner, FD);
    kernel.unread(FD, 1001, TcpState.LISTEN, 2);
    assertThat(scanTwice(LONG).handling()).as("nobody has accepted yet").isNull();

    Shop.accept(tracker, SocketHooks.ACCEPTED_SOCKET, new Object(), 8, FD);
    tracker.released(8);
    Handling handling = scanTwice(LONG).handling();
    assertThat(siteMethod(handling)).isEqualTo("accept");
    assertThat(handling.threadName()).isEqualTo(Thread.currentThread().getName());
    assertThat(handling.thread().stillMillis()).isNotNegative();
  }

  @Test
  void findsTheThreadThatRunsTheSelectorOfAChannel() throws Exception {
    try (Selector selector = Selector.open();
        ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_ACCEPT);
      Shop.order(tracker, SocketHooks.CLIENT_CHANNEL, channel, FD);
      Shop.watch(tracker, FD, key);
      kernel.socket(FD, 1001, TcpState.CLOSE_WAIT);
      Handling unknown = scanTwice(LONG).handling();
      assertThat(unknown.thread()).isNull();
      assertThat(unknown.threadEnded()).isFalse();

      Thread loop = loop(selector);
      Handling handling = scanTwice(LONG).handling();
      assertThat(siteMethod(handling)).isEqualTo("watch");
      assertThat(handling.threadName()).isEqualTo("event-loop");
      assertThat(handling.thread().frames())
          .anyMatch(frame -> frame.className().equals("sun.nio.ch.SelectorImpl"));
      assertThat(handling.selector().isRegistered()).isTrue();
      assertThat(handling.selector().interestOps()).isEqualTo(SelectionKey.OP_ACCEPT);

      key.cancel();
      assertThat(scanTwice(LONG).handling().selector().isRegistered()).isFalse();
      assertThat(scanTwice(LONG).handling().selector().interestOps()).isEqualTo(-1);
      selector.wakeup();
      loop.join();
    }
  }

  private Thread loop(Selector selector) {
    Thread loop =
        new Thread(
            () -> {
              tracker.selecting(selector);
              try {
                selector.select();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            "event-loop");
    loop.start();
    Awaitility.await().until(() -> List.of(loop.getStackTrace()).toString().contains("EPoll.wait"));
    // Others that ran it before are asked too, but the one in select is the one.
    tracker.selecting(selector);
    return loop;
  }

  @Test
  void saysItOnceForAllSocketsOfOneThreadAndLine() throws Exception {
    for (int fd = 10; fd < 20; fd++) {
      Shop.accept(tracker, SocketHooks.ACCEPTED_SOCKET, owner, fd, 3);
      Shop.serve(tracker, owner, fd);
      kernel.socket(fd, 1000 + fd, TcpState.ESTABLISHED);
    }
    Scanner scanner = new Scanner(tracker, kernel, SHORT);
    scanner.scan();
    long start = System.nanoTime();
    Awaitility.await().until(() -> System.nanoTime() - start > 3_000_000);

    List<SocketSnapshot> sockets = scanner.scan().sockets();
    assertThat(sockets).hasSize(10);
    assertThat(sockets).extracting(SocketSnapshot::handling).doesNotContainNull();
    assertThat(sockets.stream().map(SocketSnapshot::handling).distinct()).hasSize(1);
  }

  @Test
  void namesTheLineThatTookOverADeadConnectionWithoutALookAtTheThread() throws Exception {
    accepted();
    handledBy("handler");
    kernel.socket(FD, 1001, null);

    Handling handling = scanTwice(LONG).handling();
    assertThat(siteMethod(handling)).isEqualTo("serve");
    assertThat(handling.thread()).isNull();
  }

  @Test
  void saysWhichSignalsThisJdkDoesNotGive() {
    tracker.missSignals(Set.of("which thread runs a selector"));

    assertThat(new Scanner(tracker, kernel, LONG).scan().kernel().gaps())
        .containsExactly("not known on this JDK: which thread runs a selector");
  }

  @Test
  void saysWhichPoolsGotNoHooks() {
    tracker.missPool("pool not understood: com.acme.pool.LaxConnPool, acme-pool-7.0.jar");

    assertThat(new Scanner(tracker, kernel, LONG).scan().kernel().gaps())
        .containsExactly("pool not understood: com.acme.pool.LaxConnPool, acme-pool-7.0.jar");
  }
}
