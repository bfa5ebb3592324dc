package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Accepts and closes in a thread of its own. At most {@link #WINDOW} connections wait to be
 * accepted: a full accept queue would drop a SYN, and its retransmission after a second would be
 * measured instead of the sockets.
 */
final class Acceptor {
  static final int BACKLOG = 1024;
  private static final int WINDOW = 64;

  private final Semaphore window = new Semaphore(WINDOW);

  /** Starts the thread; the operation accepts one connection and closes it. */
  static Acceptor start(int frames, Operation acceptAndClose) {
    Acceptor acceptor = new Acceptor();
    Thread thread = new Thread(() -> acceptor.acceptForEver(frames, acceptAndClose), "acceptor");
    thread.setDaemon(true);
    thread.start();
    return acceptor;
  }

  /** Called by a client before it connects. */
  void beforeConnect() {
    window.acquireUninterruptibly();
  }

  /** Returns when everything that was connected is accepted and closed. */
  void awaitIdle() {
    window.acquireUninterruptibly(WINDOW);
    window.release(WINDOW);
  }

  private void acceptForEver(int frames, Operation acceptAndClose) {
    try {
      while (true) {
        CallPath.call(frames, 0, acceptAndClose);
        window.release();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
