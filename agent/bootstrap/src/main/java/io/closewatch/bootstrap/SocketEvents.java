package io.closewatch.bootstrap;

import java.nio.channels.SelectionKey;

/**
 * What the hooks in the JDK report; implemented in the agent loader. Called on application threads
 * that hold JDK locks: an implementation must not block, open a socket or call into the owner.
 *
 * <p>Order for one fd: {@code opened} comes at the exit of the JDK method that made the fd, {@code
 * released} at the enter of the one that gives it back to the kernel, so a new owner of the same
 * number always reports later.
 */
public interface SocketEvents {

  /**
   * A socket got its fd.
   *
   * @param kind one of the {@code SocketHooks} kind constants
   * @param owner the SocketImpl or channel that owns the fd; must not be held strongly
   * @param fd the descriptor number, {@code >= 0}
   * @param listenerFd the fd of the listening socket that accepted it, or -1
   */
  void opened(int kind, Object owner, int fd, int listenerFd);

  /**
   * {@code close()} begins; may be called several times, and for owners that were never reported.
   */
  void closing(Object owner, int fd);

  /** {@code close()} returns. The fd may still be held by a selector or by a blocked reader. */
  void closed(Object owner, int fd);

  /**
   * The fd is about to be given back to the kernel. Also called for fds that are no TCP sockets.
   */
  void released(int fd);

  /**
   * The calling thread asked for a stream of a java.net socket. Comes again and again for one
   * socket: on 8 and 11 with every {@code getInputStream()}.
   */
  void handled(Object owner, int fd);

  /**
   * A channel was registered with a selector; pipes and datagram channels too.
   *
   * @param key must not be held strongly
   */
  void registered(int fd, SelectionKey key);

  /**
   * The calling thread is about to select. Comes before every select: nothing may be allocated
   * while the same thread goes on with the same selector.
   *
   * @param selector must not be held strongly
   */
  void selecting(Object selector);

  /**
   * The JDK could not open or accept a socket.
   *
   * @param failure what the application gets; also time-outs, and listeners that were closed
   */
  default void openFailed(Throwable failure) {}
}
