package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Leaks on a thread whose name could write to a terminal, forge a report line or break a page. */
final class HostileThread {
  private static final List<Socket> LEAKED = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    String name =
        "red \u001b[31m\r\nclosewatch: no leak found\t<script>alert(1)</script>\u0000\u202e";
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> leak(listener), name);
      thread.start();
      thread.join();
      StandardInput.awaitAfter("ready");
    }
  }

  private static void leak(ServerSocket listener) {
    try {
      LEAKED.add(new Socket(listener.getInetAddress(), listener.getLocalPort())); // leak: all
      listener.accept().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HostileThread() {}
}
