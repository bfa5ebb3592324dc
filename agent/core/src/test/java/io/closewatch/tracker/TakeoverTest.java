package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import com.example.shop.TlsServerSocket;
import io.closewatch.bootstrap.SocketHooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who takes a socket over after it was opened. */
class TakeoverTest {
  private static final int LISTENER = 3;

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final Object owner = new Object();

  private static void onThread(String name, Runnable action) throws InterruptedException {
    Thread thread = new Thread(action, name);
    thread.start();
    thread.join();
  }

  private TrackedSocket socket(int fd) {
    return tracker.open().stream().filter(s -> s.fd() == fd).findFirst().orElseThrow();
  }

  private void accept(Object accepted, int fd) {
    Shop.accept(tracker, SocketHooks.ACCEPTED_SOCKET, accepted, fd, LISTENER);
  }

  private static String siteMethod(Trace trace) {
    return trace.frames().get(trace.siteIndex()).methodName();
  }

  @Test
  void namesTheLineAndThreadThatFirstAskForTheStreamsOfAnAcceptedSocket() throws Exception {
    accept(owner, 7);
    assertThat(socket(7).handler()).isNull();

    onThread("pool-1", () -> Shop.serve(tracker, owner, 7));
    Shop.serve(tracker, owner, 7);

    Handler handler = socket(7).handler();
    assertThat(handler.threadName()).isEqualTo("pool-1");
    assertThat(siteMethod(socket(7).takenAt(handler))).isEqualTo("serve");
    assertThat(siteMethod(socket(7).trace())).isEqualTo("accept");
  }

  @Test
  void takesTheOpeningStackForAClientThatItsOwnThreadUses() throws Exception {
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, owner, 7);
    int traces = tracker.distinctTraces();
    Shop.serve(tracker, owner, 7);

    Handler handler = socket(7).handler();
    assertThat(socket(7).takenAt(handler)).isSameAs(socket(7).trace());
    assertThat(handler.get()).isSameAs(Thread.currentThread());
    assertThat(tracker.distinctTraces()).as("no stack was walked").isEqualTo(traces);

    Object other = new Object();
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, other, 8);
    onThread("reader", () -> Shop.serve(tracker, other, 8));
    assertThat(siteMethod(socket(8).takenAt(socket(8).handler()))).isEqualTo("serve");
    assertThat(socket(8).handler().threadName()).isEqualTo("reader");
  }

  @Test
  void needsOneObjectForAllSocketsThatAThreadTakesOverAtOneLine() {
    Object[] owners = new Object[5];
    for (int i = 0; i < owners.length; i++) {
      owners[i] = new Object();
      accept(owners[i], 10 + i);
      Shop.serve(tracker, owners[i], 10 + i);
    }

    assertThat(tracker.open()).extracting(TrackedSocket::handler).doesNotContainNull();
    assertThat(tracker.open().stream().map(TrackedSocket::handler).distinct()).hasSize(1);
  }

  @Test
  void ignoresStreamsOfAnotherOwnerOfTheSameNumberAndOfSocketsItNeverSaw() {
    accept(owner, 7);
    tracker.handled(new Object(), 7);
    tracker.handled(owner, 8);

    assertThat(socket(7).handler()).isNull();
  }

  @Test
  void takesAServerSocketThatUsesTheStreamsBeforeItReturnsTheSocketForNoHandler() {
    accept(owner, 7);
    TlsServerSocket.accept(tracker, owner, 7);
    assertThat(socket(7).handler()).isNull();

    Shop.serve(tracker, owner, 7);
    assertThat(socket(7).handler()).isNotNull();
  }

  @Test
  void knowsWhoAcceptedLast() throws Exception {
    Shop.order(tracker, SocketHooks.LISTENING_SOCKET, owner, LISTENER);
    assertThat(socket(LISTENER).handler()).isNull();

    accept(new Object(), 7);
    assertThat(socket(LISTENER).handler().get()).isSameAs(Thread.currentThread());
    onThread("acceptor-2", () -> accept(new Object(), 8));

    Handler acceptor = socket(LISTENER).handler();
    assertThat(acceptor.threadName()).isEqualTo("acceptor-2");
    assertThat(siteMethod(socket(LISTENER).takenAt(acceptor))).isEqualTo("accept");
  }

  @Test
  void knowsTheRegistrationOfAChannelAndTheThreadsThatRunItsSelector() throws Exception {
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, 0);
      Shop.order(tracker, SocketHooks.CLIENT_CHANNEL, channel, 7);
      assertThat(socket(7).registration()).isNull();

      Shop.watch(tracker, 7, key);
      TrackedSocket socket = socket(7);
      assertThat(socket.registration().get()).isSameAs(key);
      assertThat(siteMethod(socket.takenAt(socket.handler()))).isEqualTo("watch");

      assertThat(tracker.selectingThreads(selector)).isEmpty();
      onThread("ended", () -> tracker.selecting(selector));
      tracker.selecting(selector);
      tracker.selecting(selector);
      assertThat(tracker.selectingThreads(selector)).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void keepsTheRegistrationOfAListenerThatAcceptsAsWell() throws IOException {
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, 0);
      Shop.order(tracker, SocketHooks.LISTENING_CHANNEL, channel, LISTENER);
      Shop.watch(tracker, LISTENER, key);
      accept(new Object(), 7);

      TrackedSocket listener = socket(LISTENER);
      assertThat(listener.registration().get()).isSameAs(key);
      assertThat(siteMethod(listener.takenAt(listener.handler()))).isEqualTo("accept");
      Shop.watch(tracker, LISTENER, key);
      assertThat(siteMethod(listener.takenAt(listener.handler()))).isEqualTo("accept");
    }
  }

  @Test
  void ignoresARegistrationOfWhatIsNoTrackedChannel() throws IOException {
    try (Selector selector = Selector.open()) {
      Pipe pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      SelectionKey key = pipe.source().register(selector, 0);
      accept(owner, 7);
      Shop.watch(tracker, 7, key);
      Shop.watch(tracker, 8, key);

      assertThat(socket(7).registration()).isNull();
      pipe.source().close();
      pipe.sink().close();
    }
  }

  @Test
  void walksOneStackForAllConnectionsThatAThreadRegistersWithASelector() throws Exception {
    try (Selector selector = Selector.open();
        Selector other = Selector.open()) {
      Connection connection = new Connection(true, true, selector);
      Connection elsewhere = new Connection(true, false, selector);
      Connection otherPort = new Connection(false, false, selector);
      Connection otherSelector = new Connection(true, false, other);

      List<Trace> stacks = stacks(connection, elsewhere, otherPort, otherSelector);
      assertThat(stacks.get(1)).as("not looked at").isSameAs(stacks.get(0));
      assertThat(stacks.get(2)).as("another port").isNotEqualTo(stacks.get(0));
      assertThat(stacks.get(3)).as("another selector").isNotEqualTo(stacks.get(0));

      assertThat(stacks(connection, elsewhere)).containsOnly(stacks.get(0));
      List<Trace> ofThreads = new ArrayList<>();
      for (Connection each : List.of(connection, elsewhere)) {
        onThread("poller", () -> ofThreads.addAll(stacks(each)));
      }
      assertThat(ofThreads.get(1)).as("another thread").isNotEqualTo(ofThreads.get(0));
    }
  }

  @Test
  void walksTheStackOfEachClientThatIsRegistered() throws Exception {
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open();
        SocketChannel other = SocketChannel.open()) {
      Shop.order(tracker, SocketHooks.CLIENT_CHANNEL, channel, 7);
      Shop.order(tracker, SocketHooks.CLIENT_CHANNEL, other, 8);
      channel.configureBlocking(false);
      other.configureBlocking(false);
      Shop.watchAt(true, tracker, 7, channel.register(selector, 0));
      Shop.watchAt(false, tracker, 8, other.register(selector, 0));

      assertThat(socket(8).takenAt(socket(8).handler()))
          .isNotEqualTo(socket(7).takenAt(socket(7).handler()));
    }
  }

  /** Accepted and registered at the first or the second line for it. */
  private record Connection(boolean firstAccept, boolean firstRegister, Selector selector) {}

  /** The stacks of registrations that differ in what the connections say only. */
  private List<Trace> stacks(Connection... connections) {
    List<Trace> stacks = new ArrayList<>();
    for (Connection connection : connections) {
      try (SocketChannel channel = SocketChannel.open()) {
        channel.configureBlocking(false);
        Shop.acceptAt(connection.firstAccept(), tracker, channel, 7);
        Shop.watchAt(
            connection.firstRegister(), tracker, 7, channel.register(connection.selector(), 0));
        stacks.add(socket(7).takenAt(socket(7).handler()));
        tracker.released(7);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return stacks;
  }

  @Test
  void findsTheThreadOfEachOfManySelectors() {
    Object[] selectors = new Object[8];
    for (int i = 0; i < selectors.length; i++) {
      selectors[i] = new Object();
    }
    SelectorThreads threads = new SelectorThreads();
    for (int i = 0; i < 4; i++) {
      threads.selecting(selectors[i], Thread.currentThread());
    }

    for (int i = 0; i < 4; i++) {
      assertThat(threads.of(selectors[i])).containsExactly(Thread.currentThread());
    }
    for (int i = 4; i < 8; i++) {
      threads.selecting(selectors[i], Thread.currentThread());
    }
    assertThat(threads.of(selectors[7])).containsExactly(Thread.currentThread());
  }

  @Test
  void keepsNeitherThreadNorSelectorNorKeyAlive() throws Exception {
    Selector[] selector = {Selector.open()};
    SocketChannel[] channel = {SocketChannel.open()};
    channel[0].configureBlocking(false);
    Shop.order(tracker, SocketHooks.CLIENT_CHANNEL, channel[0], 7);
    accept(owner, 8);
    onThread(
        "short-lived",
        () -> {
          tracker.selecting(selector[0]);
          Shop.serve(tracker, owner, 8);
        });
    Shop.watch(tracker, 7, channel[0].register(selector[0], 0));
    channel[0].close();
    selector[0].close();
    channel[0] = null;
    selector[0] = null;

    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return socket(7).registration().get() == null && socket(8).handler().get() == null;
            });
  }
}
