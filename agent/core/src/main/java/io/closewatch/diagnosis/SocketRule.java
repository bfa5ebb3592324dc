package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SocketKind.Role;
import org.jspecify.annotations.Nullable;

/**
 * One cause of a leak that shows on a single open socket. Immutable. A rule that needs facts of the
 * whole snapshot is made with them.
 */
interface SocketRule {

  /** Whether this socket shows the cause, and has done so for longer than its grace. */
  boolean holds(SocketSnapshot socket, Graces graces);

  /**
   * The line of the code that the socket was handed to. One accept line may serve several of them:
   * each gets a finding of its own.
   */
  default @Nullable Frame handledAt(SocketSnapshot socket) {
    return socket.site().kind().role() == Role.ACCEPTED ? Handlers.line(socket.handling()) : null;
  }

  /**
   * Whether it also looks at sockets that an HTTP pool looks after. Most causes look the same
   * there, and only the pool knows whether there is a fault.
   */
  default boolean judgesPooled() {
    return false;
  }

  /** The finding for sockets of one call site and handler, for all of which the rule holds. */
  Finding finding(SocketGroup group);
}
