package io.closewatch.samples;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** One byte to an {@link EchoServer} and back. */
final class Ping {

  static void over(Socket connection) throws IOException {
    connection.getOutputStream().write('?');
    if (connection.getInputStream().read() == -1) {
      throw new EOFException("the peer hung up");
    }
  }

  private Ping() {}
}
