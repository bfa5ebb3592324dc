package io.closewatch.samples;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Closes sockets and channels twice, from two threads at once, and while a thread reads. */
final class ControlCloseRace {

  private final ExecutorService other = Executors.newCachedThreadPool(new DaemonThreads("other"));
  private final InetSocketAddress server;

  private ControlCloseRace(InetSocketAddress server) {
    this.server = server;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(EchoServer.class)) {
      ControlCloseRace races = new ControlCloseRace(server.address());
      new Activity()
          .threads("sockets", 1, races::raceForSockets)
          .threads("channels", 1, races::raceForChannels)
          .hold(args);
    }
  }

  private void raceForSockets() throws Exception {
    closeTwice(socket());
    closeFromTwoThreads(socket());
    Socket socket = socket();
    closeWhileReading(socket, () -> socket.getInputStream().read());
  }

  private void raceForChannels() throws Exception {
    closeTwice(SocketChannel.open(server));
    closeFromTwoThreads(SocketChannel.open(server));
    SocketChannel channel = SocketChannel.open(server);
    closeWhileReading(channel, () -> channel.read(ByteBuffer.allocate(1)));
  }

  private Socket socket() throws IOException {
    return new Socket(server.getAddress(), server.getPort());
  }

  private static void closeTwice(Closeable connection) throws IOException {
    connection.close();
    connection.close();
  }

  private void closeFromTwoThreads(Closeable connection) throws Exception {
    Future<?> second =
        other.submit(
            () -> {
              connection.close();
              return null;
            });
    connection.close();
    second.get();
  }

  private void closeWhileReading(Closeable connection, Callable<Integer> read) throws Exception {
    Future<Integer> reader = other.submit(read);
    Thread.sleep(20);
    connection.close();
    try {
      reader.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof IOException)) {
        throw e; // only the news that it was closed is expected
      }
    }
  }
}
