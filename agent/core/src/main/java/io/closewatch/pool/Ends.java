package io.closewatch.pool;

import io.closewatch.kernel.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Whether a connection of a library is open, and its two ends. Immutable. */
final class Ends {
  private static final Ends CLOSED = new Ends(false, null, null);

  final boolean open;
  final @Nullable Endpoint local;
  final @Nullable Endpoint remote;

  private Ends(boolean open, @Nullable Endpoint local, @Nullable Endpoint remote) {
    this.open = open;
    this.local = local;
    this.remote = remote;
  }

  /** Of a connection of any version; null and whatever cannot be asked count as closed. */
  static Ends of(@Nullable Object connection) {
    if (connection == null) {
      return CLOSED;
    }
    if (isCommons(connection)) {
      return ofCommons(connection);
    }
    if (!Boolean.TRUE.equals(Calls.get(connection, "isOpen"))) {
      return CLOSED;
    }
    return new Ends(
        true,
        endpoint(connection, "getLocalAddress", "getLocalPort"),
        endpoint(connection, "getRemoteAddress", "getRemotePort"));
  }

  /** A {@code HttpConnection} of HttpClient 3. */
  static boolean isCommons(Object connection) {
    return Fields.has(connection, "hostName") && Fields.has(connection, "portNumber");
  }

  /** HttpClient 3: its getters are synchronized or hidden, so its fields are read. */
  private static Ends ofCommons(Object connection) {
    Object socket = Fields.maybe(connection, "socket");
    if (!Fields.flag(connection, "isOpen") || !(socket instanceof Socket)) {
      return CLOSED;
    }
    try {
      Socket of = (Socket) socket;
      return new Ends(
          true,
          endpoint(of.getLocalAddress(), of.getLocalPort()),
          endpoint(of.getInetAddress(), of.getPort()));
    } catch (Throwable t) {
      return new Ends(true, null, null); // a socket of the application's own factory
    }
  }

  private static @Nullable Endpoint endpoint(Object connection, String address, String port) {
    Object at = Calls.get(connection, address);
    if (at instanceof InetSocketAddress) {
      InetSocketAddress whole = (InetSocketAddress) at;
      return endpoint(whole.getAddress(), whole.getPort());
    }
    Object number = at instanceof InetAddress ? Calls.get(connection, port) : null;
    return number instanceof Integer ? endpoint((InetAddress) at, (Integer) number) : null;
  }

  private static @Nullable Endpoint endpoint(@Nullable InetAddress address, int port) {
    if (address == null || port <= 0) {
      return null;
    }
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? Endpoint.ofIpv4((int) number(bytes, 0, 4), port)
        : new Endpoint(number(bytes, 0, 8), number(bytes, 8, 8), port);
  }

  private static long number(byte[] bytes, int from, int length) {
    long value = 0;
    for (int i = from; i < from + length; i++) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }
}
