package io.closewatch.probes;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaks a few sockets, uses up all other descriptors for files, opens one socket more in the way
 * that is the first argument, and prints the error. With a second argument it then waits for the
 * agent's notification. One class: at the limit none could be loaded.
 */
final class LastDescriptor {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final List<Object> LEAKED = new ArrayList<>();
  private static final List<FileInputStream> FILES = new ArrayList<>();

  private final String way;
  private final ServerSocket listener = new ServerSocket(0, 50, LOOPBACK);
  private final ServerSocketChannel channelListener = ServerSocketChannel.open();

  private LastDescriptor(String way) throws IOException {
    this.way = way;
    channelListener.bind(new InetSocketAddress(LOOPBACK, 0));
  }

  public static void main(String[] args) throws Exception {
    Notifications heard = args.length > 1 ? Notifications.ofAgent() : null;
    new LastDescriptor(args[0]).leak(heard != null);
    if (heard != null) {
      System.out.println(heard.next());
    }
    for (FileInputStream file : FILES) {
      file.close();
    }
    System.out.println("done");
  }

  private void leak(boolean agent) throws IOException, InterruptedException {
    for (int i = 0; i < 20; i++) {
      leakOne(true);
    }
    waitingClient(listener.getLocalSocketAddress());
    waitingClient(channelListener.getLocalAddress());
    if (agent) {
      OwnAgent.awaitIdle(); // its first scan and its self test have descriptors for a moment
    }
    useUpAllDescriptors();
    try {
      leakOne(false);
      System.out.println("no error");
    } catch (IOException e) {
      print(e);
    }
  }

  private void leakOne(boolean withClient) throws IOException {
    switch (way) {
      case "connect":
        LEAKED.add(new Socket(LOOPBACK, listener.getLocalPort())); // leak: connect
        break;
      case "open":
        LEAKED.add(SocketChannel.open()); // leak: open
        break;
      case "bind":
        LEAKED.add(new ServerSocket(0, 50, LOOPBACK)); // leak: bind
        break;
      case "accept":
        if (withClient) {
          waitingClient(listener.getLocalSocketAddress());
        }
        LEAKED.add(listener.accept()); // leak: accept
        break;
      case "channel":
        if (withClient) {
          waitingClient(channelListener.getLocalAddress());
        }
        LEAKED.add(channelListener.accept()); // leak: channel
        break;
      default:
        throw new IllegalArgumentException(way);
    }
  }

  private static void waitingClient(SocketAddress server) throws IOException {
    try (Socket client = new Socket()) {
      client.connect(server);
    }
  }

  /**
   * Also what others have only for a moment: a compiler thread of the JVM looks into /proc. None is
   * left once it has stayed so for a while, since nobody can get one any more.
   */
  private static void useUpAllDescriptors() throws InterruptedException {
    int looksInVain = 0;
    while (looksInVain < 20) {
      try {
        FILES.add(new FileInputStream("/dev/null"));
        looksInVain = 0;
      } catch (IOException full) {
        looksInVain++;
        Thread.sleep(5);
      }
    }
    System.out.println("full");
  }

  private static void print(IOException e) {
    System.out.println(e);
    for (StackTraceElement frame : e.getStackTrace()) {
      System.out.println("  at " + frame);
    }
  }
}
