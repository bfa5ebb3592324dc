package io.closewatch.diagnosis;

import io.closewatch.diagnosis.SocketSnapshot.Link;
import io.closewatch.tracker.SocketKind.Family;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The object that could be closed is gone. Nobody ever closes the fd of a channel; that of a
 * java.net socket is closed by the JDK's Cleaner or finalizer, unless that hangs.
 */
final class Unreachable implements SocketRule {

  @Override
  public boolean holds(SocketSnapshot socket, Graces graces) {
    if (socket.ownerReachable()
        || socket.closingMillis() >= 0
        || socket.link() == Link.OTHER
        || socket.link() == Link.GONE) {
      return false;
    }
    return socket.site().kind().family() != Family.SOCKET
        || socket.unreachableMillis() > graces.deadMillis();
  }

  @Override
  public boolean judgesPooled() {
    return true;
  }

  @Override
  public Finding finding(SocketGroup group) {
    boolean healable = group.site().kind().family() == Family.SOCKET;
    List<String> evidence = new ArrayList<>(group.counts());
    evidence.add("collected by the garbage collector; close() was never called");
    evidence.add(group.states());
    evidence.addAll(group.handlers());
    evidence.addAll(group.peers());
    return new Finding(
        FindingKind.UNREACHABLE,
        healable ? Confidence.LIKELY : Confidence.CERTAIN,
        group.site(),
        group.size(),
        group.sockets(),
        summary(group, healable),
        evidence,
        healable
            ? "The JDK closes such sockets when they are collected, on its thread Common-Cleaner or "
                + "Finalizer. It has not done so for longer than deadGrace: that thread probably "
                + "hangs."
            : "No finalizer and no Cleaner of the JDK closes a channel. Nothing in this JVM can "
                + "close these descriptors any more; only a restart gives them back.",
        (healable
                ? "Look at the threads Common-Cleaner and Finalizer in a thread dump (jcmd PID "
                    + "Thread.print). And do not leave it to them. "
                : "")
            + remedy(group));
  }

  private static String summary(SocketGroup group, boolean healable) {
    String sockets = Wording.count(group.size(), healable ? "socket" : "channel");
    return sockets
        + (group.size() == 1 ? " was" : " were")
        + " dropped without close() "
        + (healable
            ? "and the JVM has not closed " + (group.size() == 1 ? "it" : "them") + " either."
            : "and can never be closed any more: the descriptor"
                + (group.size() == 1 ? " is" : "s are")
                + " lost until the JVM ends.");
  }

  private static String remedy(SocketGroup group) {
    String remedy = Remedies.close(group, false);
    if (group.role() != Role.CLIENT || group.site().kind().family() != Family.CHANNEL) {
      return remedy;
    }
    return remedy
        + " connect() throws unchecked exceptions too (UnresolvedAddressException), and then the "
        + "channel stays open: catch of IOException alone is not enough.";
  }
}
