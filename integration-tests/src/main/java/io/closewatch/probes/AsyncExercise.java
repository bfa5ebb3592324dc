package io.closewatch.probes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** AsynchronousSocketChannel and its server. */
final class AsyncExercise {

  static void run() throws Exception {
    AsynchronousServerSocketChannel listener =
        AsynchronousServerSocketChannel.open(); // opens 1 async_server_socket_channel
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
    acceptWaitingClient(listener, address);
    acceptLaterClient(listener, address);
    listener.close();
    failToConnect(address);
  }

  private static void acceptWaitingClient(
      AsynchronousServerSocketChannel listener, InetSocketAddress address) throws Exception {
    AsynchronousSocketChannel client =
        AsynchronousSocketChannel.open(); // opens 1 async_socket_channel
    client.connect(address).get();
    listener.accept().get().close(); // opens 1 accepted_async_socket_channel
    client.close();
  }

  /** The accepted channel is made on a thread of the JDK, which has no frame of ours. */
  private static void acceptLaterClient(
      AsynchronousServerSocketChannel listener, InetSocketAddress address) throws Exception {
    Future<AsynchronousSocketChannel> accepted = listener.accept();
    AsynchronousSocketChannel client =
        AsynchronousSocketChannel.open(); // opens 1 async_socket_channel
    client.connect(address).get();
    accepted.get().close();
    client.close();
  }

  private static void failToConnect(InetSocketAddress closed) throws Exception {
    AsynchronousSocketChannel client =
        AsynchronousSocketChannel.open(); // opens 1 async_socket_channel
    try {
      client.connect(closed).get();
      throw new IllegalStateException();
    } catch (ExecutionException expected) {
      client.close();
    }
  }

  private AsyncExercise() {}
}
