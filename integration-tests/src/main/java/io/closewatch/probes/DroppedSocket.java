package io.closewatch.probes;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Drops a socket unclosed, and waits until it is collected and until the peer sees it closed. */
final class DroppedSocket {

  public static void main(String[] args) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      WeakReference<Socket> dropped = connect(listener);
      try (Socket server = listener.accept()) {
        while (dropped.get() != null) {
          System.gc();
          Thread.sleep(10);
        }
        System.out.println("collected");
        awaitEnd(server);
        System.out.println("closed");
      }
    }
  }

  private static WeakReference<Socket> connect(ServerSocket listener) throws Exception {
    return new WeakReference<>(new Socket(listener.getInetAddress(), listener.getLocalPort()));
  }

  private static void awaitEnd(Socket server) throws Exception {
    server.setSoTimeout(50);
    while (true) {
      try {
        if (server.getInputStream().read() == -1) {
          return;
        }
      } catch (SocketTimeoutException notYet) {
        System.gc();
      }
    }
  }

  private DroppedSocket() {}
}
