package io.closewatch.samples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Opens a new listener for every reload of its configuration and keeps the old ones open. */
final class ListenerPerReload {

  private final Deque<ServerSocket> listeners = new ArrayDeque<>();
  private final boolean clean;

  private ListenerPerReload(boolean clean) {
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    ListenerPerReload server = new ListenerPerReload(Arrays.asList(args).contains("clean"));
    System.out.println("reloads every 100 ms");
    new Activity().threads("reloads", 1, server::reload).hold(args);
  }

  private void reload() throws IOException, InterruptedException {
    ServerSocket listener =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); // leak: the old one stays open
    if (clean && !listeners.isEmpty()) {
      listeners.removeLast().close(); // the fix
    }
    listeners.addLast(listener);
    Thread.sleep(100);
  }
}
