package com.example.shop;

import io.closewatch.bootstrap.PoolEvents;
import io.closewatch.bootstrap.SocketEvents;
import io.closewatch.bootstrap.SocketHooks;
import java.nio.channels.SelectionKey;

/** Stands for an application: its package is neither the JDK's nor closewatch's. */
public final class Shop {

  /** Opens at a line of its own. */
  public static void order(SocketEvents events, int kind, Object owner, int fd) {
    events.opened(kind, owner, fd, -1);
  }

  /** The same bytecode at the same index in another method. */
  public static void refund(SocketEvents events, int kind, Object owner, int fd) {
    events.opened(kind, owner, fd, -1);
  }

  /** Asks a pool for a connection and gets that one. */
  public static void lease(PoolEvents events, Object pool, int kind, Object entry) {
    events.leased(pool, kind, entry);
  }

  /** Accepts on behalf of a listener. */
  public static void accept(SocketEvents events, int kind, Object owner, int fd, int listenerFd) {
    events.opened(kind, owner, fd, listenerFd);
  }

  /** Returns from close() with the fd still held. */
  public static void close(SocketEvents events, Object owner, int fd) {
    events.closing(owner, fd);
    events.closed(owner, fd);
  }

  /** Asks for the streams of a socket. */
  public static void serve(SocketEvents events, Object owner, int fd) {
    events.handled(owner, fd);
    events.handled(owner, fd);
  }

  /** Registers a channel with a selector. */
  public static void watch(SocketEvents events, int fd, SelectionKey key) {
    events.registered(fd, key);
  }

  /** The same at one line or at another. */
  public static void watchAt(boolean firstLine, SocketEvents events, int fd, SelectionKey key) {
    if (firstLine) {
      events.registered(fd, key);
    } else {
      events.registered(fd, key);
    }
  }

  /** Accepts at one line or at another. */
  public static void acceptAt(boolean firstLine, SocketEvents events, Object owner, int fd) {
    if (firstLine) {
      events.opened(SocketHooks.ACCEPTED_CHANNEL, owner, fd, -1);
    } else {
      events.opened(SocketHooks.ACCEPTED_CHANNEL, owner, fd, -1);
    }
  }

  /** Opens at the end of a chain of calls that {@code path} chooses bit by bit. */
  public static void openDeep(SocketEvents events, int path, int depth, Object owner, int fd) {
    if (depth == 0) {
      events.opened(0, owner, fd, -1);
    } else if ((path & 1) == 0) {
      openDeep(events, path >>> 1, depth - 1, owner, fd);
    } else {
      openDeep(events, path >>> 1, depth - 1, owner, fd);
    }
  }

  private Shop() {}
}
