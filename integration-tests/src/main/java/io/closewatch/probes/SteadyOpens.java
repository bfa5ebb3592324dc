package io.closewatch.probes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens and closes {@code args[0]} connections a second, both ends. On a line of input it prints
 * how many there were since the last one, and what opening one took; after {@code stop} it opens no
 * more, and prints how many there were in all.
 */
final class SteadyOpens {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ServerSocket listener;
  private final long pauseNanos;
  private long count;
  private long nanos;
  private long total;
  private volatile boolean stopped;

  private SteadyOpens(ServerSocket listener, int perSecond) {
    this.listener = listener;
    this.pauseNanos = SECOND / perSecond;
  }

  public static void main(String[] args) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
      SteadyOpens opens = new SteadyOpens(listener, Integer.parseInt(args[0]));
      Thread opening = new Thread(opens::open, "opens");
      opening.start();
      System.out.println("ready");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("stop")) {
          opens.stopped = true;
          opening.join();
        }
        System.out.println(opens.sinceLast());
      }
      opens.stopped = true;
      opening.join();
    }
  }

  /** By the clock: what was late is made up for. */
  private void open() {
    long next = System.nanoTime();
    while (!stopped) {
      long start = System.nanoTime();
      if (start - next < 0) {
        LockSupport.parkNanos(next - start);
        continue;
      }
      next += pauseNanos;
      // Accepted by the same thread: a queue that overflows would cost a second.
      try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
        listener.accept().close();
        add(System.nanoTime() - start);
        socket.setSoLinger(true, 0); // no TIME_WAIT, so that ports do not run out
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private synchronized void add(long took) {
    count++;
    total++;
    nanos += took;
  }

  private synchronized String sinceLast() {
    String figures =
        "opened " + count + " each " + nanos / Math.max(1, count) + " ns, in all " + total;
    count = 0;
    nanos = 0;
    return figures;
  }
}
