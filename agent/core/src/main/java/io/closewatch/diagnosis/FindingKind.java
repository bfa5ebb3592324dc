package io.closewatch.diagnosis;

/**
 * The causes that a finding can name. The constants' names are printed in every format and are
 * relied on by scripts.
 */
public enum FindingKind {
  /** The peer hung up, the application never called close(). */
  NOT_CLOSED,
  /** A connection was taken from an HTTP pool and never given back. */
  LEASE_NOT_RETURNED,
  /** A new HTTP client for each call, and none of them closed. */
  CLIENT_PER_REQUEST,
  /** Somebody waited in vain for a connection of an HTTP pool. */
  POOL_EXHAUSTED,
  /** Idle connections of an HTTP pool whose server has hung up: no fault of the code. */
  IDLE_IN_POOL,
  /** The channel object is gone, its fd stays until the JVM ends. */
  UNREACHABLE,
  /** close() was called, the fd is still held by a selector or a blocked reader. */
  CLOSED_NOT_RELEASED,
  /** No connection behind the fd: never connected, reset, or both directions shut. */
  DEAD_NOT_CLOSED,
  /** shutdownOutput() without close(). */
  HALF_CLOSED,
  /** Connections wait in a listener's queue: the acceptor does not keep up. No fd is leaked. */
  NOT_ACCEPTED,
  /** Data or the peer's FIN is unread while the code that should read is stuck elsewhere. */
  NOT_READ,
  /** A thread waits in read() without time-out on a connection that nothing watches. */
  STUCK_READ,
  /** The opens of a line outrun its closes steadily; nothing else speaks against it. */
  GROWING,
  /** The descriptor limit comes near. */
  FD_EXHAUSTION,
  /** The garbage collector closed sockets that the code forgot. */
  CLOSED_BY_GC,
  /** Socket fds that no hook reported. */
  UNATTRIBUTED
}
