package io.closewatch.probes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Does the deed that is the first argument, says "done", and ends in the way that is the second
 * one: as {@link Ends} has them.
 */
final class ExitDeeds {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    doIt(args[0]);
    System.out.println("done");
    Ends.in(args[1]);
  }

  private static void doIt(String deed) throws Exception {
    switch (deed) {
      case "nothing":
        return;
      case "leak":
        KEPT.add(leak(new HangingUpServer()));
        return;
      case "clean":
        clean(new HangingUpServer());
        return;
      case "hook":
        Socket late = leak(new HangingUpServer());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeLater(late)));
        return;
      case "inside":
        inside(new HangingUpServer());
        return;
      case "kept":
        kept();
        return;
      case "dropped":
        dropped();
        return;
      case "url":
        url(new HangingUpServer().url());
        return;
      default:
        throw new IllegalArgumentException(deed);
    }
  }

  private static Socket leak(HangingUpServer server) throws IOException {
    Socket client = server.connect(); // leak: exit
    read(client);
    return client;
  }

  private static void clean(HangingUpServer server) throws IOException {
    try (Socket client = server.connect()) {
      read(client);
    }
  }

  private static void read(Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = client.getInputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {}
  }

  private static void closeLater(Socket socket) {
    try {
      Thread.sleep(700);
      socket.close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code that would close it is still running, as far as anybody can see. */
  private static void inside(HangingUpServer server) throws IOException {
    try (Socket client = server.connect()) {
      read(client);
      System.out.println("done");
      System.exit(0);
    }
  }

  /** A connection of a program that simply ends: both ends are alive. */
  private static void kept() throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    KEPT.add(listener);
    KEPT.add(new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
    KEPT.add(listener.accept());
  }

  /** The same, but the client was in a local variable until just now. */
  private static void dropped() throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    KEPT.add(listener);
    drop(listener.getLocalPort());
    KEPT.add(listener.accept());
  }

  private static void drop(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setTcpNoDelay(true);
  }

  /** The JDK keeps the connection for the next request, and does not see that it is over. */
  private static void url(String page) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(page).openConnection();
    try (InputStream in = connection.getInputStream()) {
      for (int c = in.read(); c >= 0; c = in.read()) {}
    }
  }

  private ExitDeeds() {}
}
