package io.closewatch.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Connected pairs of sockets that this JVM holds open. */
final class LoopbackPairs implements Closeable {
  private static final int FRAMES = 48;

  private final ServerSocket server;
  private final Socket[] clients;
  private final Socket[] accepted;

  LoopbackPairs(int pairs) throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    clients = new Socket[pairs];
    accepted = new Socket[pairs];
  }

  /** Connects all pairs; the connecting ends go through the given number of distinct call paths. */
  LoopbackPairs open(int traces) throws IOException {
    for (int i = 0; i < clients.length; i++) {
      int pair = i;
      CallPath.call(FRAMES, i % traces, () -> clients[pair] = connect());
      accepted[i] = server.accept();
    }
    return this;
  }

  private Socket connect() throws IOException {
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    for (int i = 0; i < clients.length; i++) {
      clients[i].setSoLinger(true, 0);
      clients[i].close();
      accepted[i].close();
    }
    server.close();
  }
}
