package io.closewatch.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Function;

/**
 * A line that opens sockets; {@link ManyLines} makes as many copies under other names. Public,
 * since a copy has another class loader.
 */
public final class Line0000 implements Function<ServerSocket, Socket> {

  @Override
  public Socket apply(ServerSocket server) {
    try {
      return new Socket(server.getInetAddress(), server.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
