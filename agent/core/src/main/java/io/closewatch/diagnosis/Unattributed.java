package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Socket fds that no hook reported. */
final class Unattributed {

  static @Nullable Finding finding(Snapshot snapshot, PooledSockets pooled) {
    List<UntrackedSocket> sockets = unknown(snapshot, pooled);
    if (sockets.isEmpty()) {
      return null;
    }
    int before = Math.min(before(snapshot, sockets), sockets.size());
    int after = sockets.size() - before;
    long closeWait = sockets.stream().filter(s -> stateOf(s).equals("CLOSE_WAIT")).count();
    List<String> evidence = new ArrayList<>();
    if (before > 0) {
      evidence.add(before + " of them were open before the agent came");
    }
    if (after > 0) {
      evidence.add(
          after
              + " of them came later, from code that the hooks do not see: native code (the epoll "
              + "transport of Netty, JNI), or an accept() that was already waiting at attach");
    }
    evidence.addAll(kernelLines(sockets));
    return new Finding(
        FindingKind.UNATTRIBUTED,
        Confidence.INFO,
        null,
        sockets.size(),
        Collections.emptyList(),
        Wording.count(sockets.size(), "open socket")
            + " of this process, no line known"
            + (closeWait > 0 ? "; " + closeWait + " of them in CLOSE_WAIT" : "")
            + ".",
        evidence,
        "Nobody saw them being opened, so they cannot be judged: they may be fine, or leaked."
            + (closeWait > 0
                ? " Those in CLOSE_WAIT wait for close(); if their number grows, they leak."
                : ""),
        remedy(before, after));
  }

  /** Those that no hook and no HTTP pool knows. */
  static List<UntrackedSocket> unknown(Snapshot snapshot, PooledSockets pooled) {
    List<UntrackedSocket> sockets = tcp(snapshot.kernel().untracked());
    sockets.removeIf(pooled::contains);
    return sockets;
  }

  /** How many of them were there before the agent; the hooks see what a pool opens later. */
  static int before(Snapshot snapshot, List<UntrackedSocket> unknown) {
    int inPools = tcp(snapshot.kernel().untracked()).size() - unknown.size();
    return Math.max(0, snapshot.openedBeforeAttach() - inPools);
  }

  /** The untracked sockets that are TCP, or may be. */
  static List<UntrackedSocket> tcp(List<UntrackedSocket> untracked) {
    List<UntrackedSocket> tcp = new ArrayList<>();
    for (UntrackedSocket socket : untracked) {
      if (socket.protocol() != Protocol.NOT_TCP) {
        tcp.add(socket);
      }
    }
    return tcp;
  }

  private static List<String> kernelLines(List<UntrackedSocket> sockets) {
    List<String> states = new ArrayList<>();
    List<String> peers = new ArrayList<>();
    for (UntrackedSocket socket : sockets) {
      states.add(stateOf(socket));
      TcpRow row = socket.row();
      if (row != null && row.state() != TcpState.LISTEN) {
        peers.add(row.remote().toString());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("kernel: " + Wording.tally(states, states.size()));
    if (!peers.isEmpty()) {
      lines.add("peers: " + Wording.tally(peers, 5));
    }
    return lines;
  }

  private static String stateOf(UntrackedSocket socket) {
    TcpRow row = socket.row();
    return row == null ? "no connection" : row.state().name();
  }

  private static String remedy(int before, int after) {
    StringBuilder remedy = new StringBuilder();
    if (before > 0) {
      remedy.append(
          "To have the lines named, let the agent be there from the start: put "
              + "-javaagent:closewatch-agent.jar on the command line. ");
    }
    if (after > 0) {
      remedy.append(
          "For Netty, -Dio.netty.transport.noNative=true makes a program that asks for the native "
              + "transport first use NIO, which the hooks see. ");
    }
    return remedy.append("Until then, peers and ports tell which part of it is meant.").toString();
  }

  private Unattributed() {}
}
