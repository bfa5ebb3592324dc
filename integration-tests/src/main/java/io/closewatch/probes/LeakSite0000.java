package io.closewatch.probes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Function;

/** A line that opens sockets; {@link ManyLeaks} makes as many copies under other names. */
public final class LeakSite0000 implements Function<InetSocketAddress, Socket> {

  @Override
  public Socket apply(InetSocketAddress server) {
    try {
      return new Socket(server.getAddress(), server.getPort()); // leak: one line
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
