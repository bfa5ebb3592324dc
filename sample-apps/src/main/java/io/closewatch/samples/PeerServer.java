package io.closewatch.samples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** What the servers in a {@link PeerJvm} have in common. */
final class PeerServer {

  interface Handler {
    void handle(Socket connection) throws IOException, InterruptedException;
  }

  /**
   * Prints the port, then gives every connection to {@code handler} on a thread of its own, until
   * standard input ends.
   */
  static void run(Handler handler) throws IOException {
    ServerSocket listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    System.out.println(listener.getLocalPort());
    Executor threads = Executors.newCachedThreadPool(new DaemonThreads("connection"));
    DaemonThreads.start(
        "acceptor",
        () -> {
          while (true) {
            Socket connection = listener.accept();
            threads.execute(() -> serve(connection, handler));
          }
        });
    Hold.untilEndOfInput();
  }

  private static void serve(Socket connection, Handler handler) {
    try {
      handler.handle(connection);
    } catch (IOException | InterruptedException e) {
      // The client left early; there is nobody to answer.
    }
  }

  private PeerServer() {}
}
