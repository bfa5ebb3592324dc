package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.bootstrap.SocketEvents;
import io.closewatch.bootstrap.SocketHooks;
import java.nio.channels.SelectionKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In this JVM nothing is hooked: what a self test must notice. */
class HookSelfTestTest {
  private int eventsOfOthers;

  private final SocketEvents sink =
      new SocketEvents() {
        @Override
        public void opened(int kind, Object owner, int fd, int listenerFd) {
          eventsOfOthers++;
        }

        @Override
        public void closing(Object owner, int fd) {
          eventsOfOthers++;
        }

        @Override
        public void closed(Object owner, int fd) {
          eventsOfOthers++;
        }

        @Override
        public void released(int fd) {
          eventsOfOthers++;
        }

        @Override
        public void handled(Object owner, int fd) {
          eventsOfOthers++;
        }

        @Override
        public void registered(int fd, SelectionKey key) {
          eventsOfOthers++;
        }

        @Override
        public void selecting(Object selector) {
          eventsOfOthers++;
        }
      };

  @AfterEach
  void uninstall() {
    SocketHooks.install(null);
  }

  @Test
  void saysWhichFamiliesAreNotSeenAndPutsTheSinkBack() {
    SocketHooks.install(sink);
    HookSelfTest test = HookSelfTest.run();

    assertThat(test.broken()).isEmpty();
    assertThat(test.missingSignals()).as("there was no socket to signal of").isEmpty();
    assertThat(test.unseen())
        .containsExactly(
            "java.net sockets are not seen: the program has a SocketImplFactory, or the JDK is"
                + " unknown",
            "socket channels are not seen: the program has a SocketImplFactory, or the JDK is"
                + " unknown");
    assertThat(SocketHooks.installed()).isSameAs(sink);
  }

  @Test
  void doesNothingWithoutASink() {
    assertThat(HookSelfTest.run().unseen()).isEmpty();
  }

  @Test
  void passesOnTheEventsOfOtherThreads() throws Exception {
    ProbeEvents probe = new ProbeEvents(sink);
    probe.opened(SocketHooks.CLIENT_SOCKET, this, 5, -1);
    probe.closing(this, 5);
    probe.handled(this, 5);
    probe.handled(this, 4);
    probe.selecting(this);
    Thread other =
        new Thread(
            () -> {
              probe.opened(SocketHooks.CLIENT_SOCKET, this, 6, -1);
              probe.closing(this, 6);
              probe.closed(this, 6);
              probe.released(6);
              probe.handled(this, 6);
              probe.selecting(this);
            });
    other.start();
    other.join();

    assertThat(eventsOfOthers).isEqualTo(6);
    assertThat(probe.signals())
        .containsExactlyInAnyOrder(HookCheck.STREAM_TAKEN, HookCheck.SELECTING);
    assertThat(probe.kinds()).containsExactly(SocketHooks.CLIENT_SOCKET);
    assertThat(probe.closings()).isEqualTo(1);
    assertThat(probe.unreleased()).isEqualTo(1);
    probe.released(5);
    assertThat(probe.unreleased()).isZero();
  }
}
