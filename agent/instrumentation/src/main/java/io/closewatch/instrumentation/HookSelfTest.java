package io.closewatch.instrumentation;

import static io.closewatch.bootstrap.SocketHooks.ACCEPTED_CHANNEL;
import static io.closewatch.bootstrap.SocketHooks.ACCEPTED_SOCKET;
import static io.closewatch.bootstrap.SocketHooks.CLIENT_CHANNEL;
import static io.closewatch.bootstrap.SocketHooks.CLIENT_SOCKET;
import static io.closewatch.bootstrap.SocketHooks.LISTENING_CHANNEL;
import static io.closewatch.bootstrap.SocketHooks.LISTENING_SOCKET;

import io.closewatch.bootstrap.SocketEvents;
import io.closewatch.bootstrap.SocketHooks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens, accepts and closes a loopback pair of each family and compares what the hooks reported. It
 * must not run before the application has used the network itself: loading the network library
 * freezes settings such as {@code java.net.preferIPv4Stack} that a main method may still want to
 * make.
 */
final class HookSelfTest {
  private static final List<Integer> SOCKETS =
      Arrays.asList(LISTENING_SOCKET, CLIENT_SOCKET, ACCEPTED_SOCKET);
  private static final List<Integer> CHANNELS =
      Arrays.asList(LISTENING_CHANNEL, CLIENT_CHANNEL, ACCEPTED_CHANNEL);

  private static final List<String> SOCKET_SIGNALS =
      Collections.singletonList(HookCheck.STREAM_TAKEN);
  private static final List<String> CHANNEL_SIGNALS =
      Arrays.asList(HookCheck.REGISTERED, HookCheck.SELECTING);

  private final List<String> broken = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();
  private final Set<String> missingSignals = new TreeSet<>();

  private HookSelfTest() {}

  /**
   * Runs the probes on this thread; one that cannot be made (no loopback, forbidden) says nothing.
   */
  static HookSelfTest run() {
    HookSelfTest test = new HookSelfTest();
    test.check("java.net sockets", SOCKETS, SOCKET_SIGNALS, HookSelfTest::socketPair);
    test.check("socket channels", CHANNELS, CHANNEL_SIGNALS, HookSelfTest::channelPair);
    return test;
  }

  /** Events that came wrong or in part, one sentence each: the counters could not be trusted. */
  List<String> broken() {
    return broken;
  }

  /** Families of which no event came: a SocketImplFactory of the application, or an unknown JDK. */
  List<String> unseen() {
    return unseen;
  }

  /** Signals that did not come although the sockets were seen: who handles a socket is unknown. */
  Set<String> missingSignals() {
    return missingSignals;
  }

  private interface Probe {
    void run() throws IOException;
  }

  private void check(String what, List<Integer> expected, List<String> signals, Probe probe) {
    SocketEvents sink = SocketHooks.installed();
    if (sink == null) {
      return;
    }
    ProbeEvents events = new ProbeEvents(sink);
    SocketHooks.install(events);
    try {
      probe.run();
    } catch (IOException | RuntimeException e) {
      return; // no loopback, no descriptor left, forbidden: says nothing about the hooks
    } finally {
      SocketHooks.install(sink);
    }
    judge(what, expected, events);
    if (!events.kinds().isEmpty()) {
      missingSignals.addAll(signals);
      missingSignals.removeAll(events.signals());
    }
  }

  private void judge(String what, List<Integer> expected, ProbeEvents events) {
    if (events.kinds().isEmpty()) {
      unseen.add(
          what + " are not seen: the program has a SocketImplFactory, or the JDK is unknown");
    } else if (!events.kinds().equals(expected)) {
      broken.add(
          "self test of " + what + ": opens reported " + events.kinds() + ", expected " + expected);
    } else if (events.closings() < expected.size() || events.unreleased() > 0) {
      broken.add(
          "self test of "
              + what
              + ": "
              + events.closings()
              + " closes and "
              + (expected.size() - events.unreleased())
              + " releases reported, expected "
              + expected.size());
    }
  }

  private static void socketPair() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.setTcpNoDelay(client.getTcpNoDelay());
      accepted.getOutputStream().flush();
    }
  }

  private static void channelPair() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept();
          Selector selector = Selector.open()) {
        accepted.shutdownOutput();
        client.shutdownOutput();
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ);
        selector.selectNow();
      }
    }
  }
}
