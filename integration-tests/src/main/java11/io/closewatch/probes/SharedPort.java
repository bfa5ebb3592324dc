package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;

/** Two listeners on one port (SO_REUSEPORT); the kernel chooses who gets a connection. */
final class SharedPort {
  private static final List<Socket> LEAKED = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    ServerSocket first = listen(0);
    ServerSocket second = listen(first.getLocalPort());
    List<Thread> acceptors = List.of(acceptor(first), acceptor(second));
    for (int i = 0; i < 20; i++) {
      new Socket(InetAddress.getLoopbackAddress(), first.getLocalPort()).close();
    }
    synchronized (LEAKED) {
      while (LEAKED.size() < 20) {
        LEAKED.wait();
      }
    }
    StandardInput.awaitAfter("ready");
    first.close();
    second.close();
    for (Thread acceptor : acceptors) {
      acceptor.join();
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return listener;
  }

  private static Thread acceptor(ServerSocket listener) {
    Thread thread = new Thread(() -> acceptAll(listener));
    thread.start();
    return thread;
  }

  private static void acceptAll(ServerSocket listener) {
    try {
      while (true) {
        Socket client = listener.accept(); // leak: all
        synchronized (LEAKED) {
          LEAKED.add(client);
          LEAKED.notifyAll();
        }
      }
    } catch (IOException e) {
      // The listener was closed.
    }
  }

  private SharedPort() {}
}
