package io.closewatch.probes;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sockets on virtual threads, where there are any. */
final class VirtualThreadExercise {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  static void run() throws Exception {
    Method start;
    try {
      start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      return; // before 21
    }
    Thread client = (Thread) start.invoke(null, (Runnable) VirtualThreadExercise::exercise);
    client.join();
  }

  private static void exercise() {
    try {
      ServerSocket listener = new ServerSocket(0, 50, LOOPBACK); // opens 1 server_socket since 21
      for (int i = 0; i < 5; i++) {
        connectAcceptClose(listener);
      }
      closeUnderBlockedReader(listener);
      listener.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void connectAcceptClose(ServerSocket listener) throws IOException {
    try (Socket client = new Socket(LOOPBACK, listener.getLocalPort()); // opens 5 socket since 21
        Socket server = accept(listener)) {
      server.getOutputStream().write(1);
      client.getInputStream().read();
    }
  }

  /** One line for all: an acceptor's stack is taken once for each listener and thread. */
  private static Socket accept(ServerSocket listener) throws IOException {
    return listener.accept(); // opens 6 accepted_socket since 21
  }

  private static void closeUnderBlockedReader(ServerSocket listener) throws Exception {
    Socket client = new Socket(LOOPBACK, listener.getLocalPort()); // opens 1 socket since 21
    Socket server = accept(listener);
    Runnable read =
        () -> {
          try {
            client.getInputStream().read();
          } catch (IOException expected) {
            // Closed under it.
          }
        };
    Thread reader =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, read);
    while (reader.getState() != Thread.State.WAITING) {
      Thread.sleep(5);
    }
    client.close();
    reader.join();
    server.close();
  }

  private VirtualThreadExercise() {}
}
