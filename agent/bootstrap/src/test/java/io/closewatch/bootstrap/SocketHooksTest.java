package io.closewatch.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketHooksTest {
  private static final SelectionKey NO_KEY =
      new AbstractSelectionKey() {
        @Override
        public SelectableChannel channel() {
          throw new UnsupportedOperationException();
        }

        @Override
        public Selector selector() {
          throw new UnsupportedOperationException();
        }

        @Override
        public int interestOps() {
          return 0;
        }

        @Override
        public SelectionKey interestOps(int ops) {
          return this;
        }

        @Override
        public int readyOps() {
          return 0;
        }
      };

  private final List<String> events = new ArrayList<>();
  private final Object owner = new Object();

  private final SocketEvents recorder =
      new SocketEvents() {
        @Override
        public void opened(int kind, Object owner, int fd, int listenerFd) {
          events.add("opened " + kind + " " + fd + " " + listenerFd);
          SocketHooks.socketCreated(owner, 99, false); // a sink that opens a socket itself
        }

        @Override
        public void closing(Object owner, int fd) {
          events.add("closing " + fd);
        }

        @Override
        public void closed(Object owner, int fd) {
          events.add("closed " + fd);
        }

        @Override
        public void released(int fd) {
          events.add("released " + fd);
        }

        @Override
        public void handled(Object owner, int fd) {
          events.add("handled " + fd);
          SocketHooks.streamTaken(owner, 99); // a sink that uses a socket itself
        }

        @Override
        public void registered(int fd, SelectionKey key) {
          events.add("registered " + fd);
          SocketHooks.streamTaken(owner, 99);
        }

        @Override
        public void selecting(Object selector) {
          events.add("selecting");
        }
      };

  @AfterEach
  void uninstall() {
    SocketHooks.install(null);
  }

  @Test
  void passesEventsToTheSinkAndGuardsReEntry() {
    SocketHooks.install(recorder);
    SocketHooks.socketCreated(owner, 5, true);
    SocketHooks.plainSocketCreated(owner, 6, null);
    SocketHooks.plainSocketCreated(owner, 7, Boolean.TRUE);
    SocketHooks.plainSocketCreated(owner, 8, Boolean.FALSE);
    SocketHooks.socketAccepted(owner, 9, 5);
    SocketHooks.closing(owner, 9);
    SocketHooks.closed(owner, 9);
    SocketHooks.released(9);

    assertThat(events)
        .containsExactly(
            "opened 2 5 -1",
            "opened 0 6 -1",
            "opened 2 7 -1",
            "opened 0 8 -1",
            "opened 1 9 5",
            "closing 9",
            "closed 9",
            "released 9");
  }

  @Test
  void tellsWhoHandlesASocket() {
    SocketHooks.install(recorder);
    SocketHooks.streamTaken(owner, 5);
    SocketHooks.streamTaken(owner, -1);
    SocketHooks.registered(6, NO_KEY);
    SocketHooks.registered(-1, NO_KEY);
    SocketHooks.selecting(owner);

    assertThat(events).containsExactly("handled 5", "registered 6", "selecting");
  }

  @Test
  void leavesOutUnixDomainChannelsAndDescriptorsThatAreNotOpen() {
    SocketHooks.install(recorder);
    SocketHooks.channelOpened(3, owner, 5, StandardProtocolFamily.UNIX);
    SocketHooks.channelOpened(3, owner, 6, StandardProtocolFamily.INET6);
    SocketHooks.channelOpened(3, owner, 7, null);
    SocketHooks.channelOpened(3, owner, -1, null);
    SocketHooks.closing(owner, -1);
    SocketHooks.closed(owner, -1);
    SocketHooks.released(-1);

    assertThat(events).containsExactly("opened 3 6 -1", "opened 3 7 -1");
  }

  @Test
  void knowsTheListenerOfAnAcceptedChannelOnlyWhileItsThreadAccepts() {
    SocketHooks.install(recorder);
    SocketHooks.acceptBegins(4);
    SocketHooks.channelAccepted(owner, 5, StandardProtocolFamily.INET);
    SocketHooks.channelAccepted(owner, 6, StandardProtocolFamily.UNIX);
    SocketHooks.acceptEnds();
    SocketHooks.channelAccepted(owner, 7, null);

    assertThat(events).containsExactly("opened 4 5 4", "opened 4 7 -1");
  }

  @Test
  void swallowsAndCountsWhatTheSinkThrows() {
    SocketHooks.install(
        new SocketEvents() {
          @Override
          public void opened(int kind, Object owner, int fd, int listenerFd) {
            throw new IllegalStateException("secret");
          }

          @Override
          public void closing(Object owner, int fd) {
            throw new StackOverflowError();
          }

          @Override
          public void closed(Object owner, int fd) {
            throw new AssertionError();
          }

          @Override
          public void released(int fd) {
            throw new OutOfMemoryError();
          }

          @Override
          public void handled(Object owner, int fd) {
            throw new IllegalStateException();
          }

          @Override
          public void registered(int fd, SelectionKey key) {
            throw new StackOverflowError();
          }

          @Override
          public void selecting(Object selector) {
            throw new AssertionError();
          }
        });
    long before = SocketHooks.suppressedErrors();
    SocketHooks.socketCreated(owner, 5, false);
    assertThat(SocketHooks.lastSuppressedError())
        .startsWith("java.lang.IllegalStateException at io.closewatch.bootstrap.SocketHooksTest")
        .doesNotContain("secret");
    SocketHooks.closing(owner, 5);
    SocketHooks.closed(owner, 5);
    SocketHooks.released(5);
    SocketHooks.streamTaken(owner, 5);
    SocketHooks.registered(5, NO_KEY);
    SocketHooks.selecting(owner);

    assertThat(SocketHooks.suppressedErrors() - before).isEqualTo(7);
    SocketHooks.install(recorder);
    SocketHooks.socketCreated(owner, 6, false);
    assertThat(events).as("the guard is open again").containsExactly("opened 0 6 -1");
  }

  @Test
  void doesNothingWithoutASink() {
    SocketHooks.socketCreated(owner, 5, false);
    SocketHooks.closing(owner, 5);
    SocketHooks.closed(owner, 5);
    SocketHooks.released(5);
    SocketHooks.streamTaken(owner, 5);
    SocketHooks.registered(5, NO_KEY);
    SocketHooks.selecting(owner);

    assertThat(events).isEmpty();
  }
}
