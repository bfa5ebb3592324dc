package io.closewatch.samples;

import java.io.IOException;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accepts connections, and neither reads, answers nor hangs up: a peer that is stuck. */
final class SilentServer {

  private static final Queue<Socket> CONNECTIONS = new ConcurrentLinkedQueue<>();

  public static void main(String[] args) throws IOException {
    PeerServer.run(CONNECTIONS::add);
  }

  private SilentServer() {}
}
