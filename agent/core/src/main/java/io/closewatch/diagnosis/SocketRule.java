package io.closewatch.diagnosis;

/** One cause of a leak that shows on a single open socket. Stateless. */
interface SocketRule {

  /** Whether this socket shows the cause, and has done so for longer than its grace. */
  boolean holds(SocketSnapshot socket, Graces graces);

  /** The finding for sockets of one call site, for all of which the rule holds. */
  Finding finding(SocketGroup group);
}
