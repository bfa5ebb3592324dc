package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Threads open and close connections as fast as they can: every number has a new owner at once. */
final class FdReuse {

  public static void main(String[] args) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
      start(() -> acceptAndClose(listener));
      for (int i = 1; i <= 3; i++) {
        String address = "127.0.0." + i;
        start(() -> connectAndClose(new InetSocketAddress(address, listener.getLocalPort())));
      }
      StandardInput.awaitAfter("ready");
      System.exit(0); // the listener is closed under threads that use it
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private static void acceptAndClose(ServerSocket listener) {
    try {
      while (true) {
        listener.accept().close();
      }
    } catch (IOException e) {
      // The end.
    }
  }

  private static void connectAndClose(InetSocketAddress server) {
    try {
      while (true) {
        try (Socket socket = new Socket()) {
          socket.setSoLinger(true, 0); // a reset: no port stays behind in TIME_WAIT
          socket.connect(server);
        }
      }
    } catch (IOException e) {
      // The end.
    }
  }

  private FdReuse() {}
}
