package io.closewatch.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A pool of eight connections, opened once, lent to four busy workers and always given back. */
final class ControlBoundedPool {

  private static final int SIZE = 8;

  private final BlockingQueue<Socket> idle = new ArrayBlockingQueue<>(SIZE);

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(EchoServer.class)) {
      ControlBoundedPool pool = new ControlBoundedPool();
      pool.fill(server.address());
      new Activity().threads("worker", 4, pool::borrowAndPing).hold(args);
    }
  }

  private void fill(InetSocketAddress server) throws IOException {
    for (int i = 0; i < SIZE; i++) {
      idle.add(new Socket(server.getAddress(), server.getPort()));
    }
  }

  private void borrowAndPing() throws IOException, InterruptedException {
    Socket connection = idle.take();
    try {
      Ping.over(connection);
      Thread.sleep(5);
    } finally {
      idle.put(connection);
    }
  }
}
