package com.example.shop;

import io.closewatch.bootstrap.SocketEvents;

/** Uses the streams of what it accepts before it returns it, as the JDK's class for TLS does. */
public final class TlsServerSocket {

  public static void accept(SocketEvents events, Object owner, int fd) {
    events.handled(owner, fd);
  }

  private TlsServerSocket() {}
}
