package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A server whose handler reads until the client hangs up ({@code read} returns -1) and returns
 * without closing its own end.
 */
final class EofNotClosed {

  private static final int CLIENTS = 5;

  private static final List<Socket> SESSIONS = new ArrayList<>();

  private final boolean clean;

  private EofNotClosed(boolean clean) {
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      EofNotClosed server = new EofNotClosed(Arrays.asList(args).contains("clean"));
      for (int i = 1; i <= CLIENTS; i++) {
        sendAndHangUp((InetSocketAddress) listener.getLocalSocketAddress(), "hello " + i);
        server.serveNext(listener);
      }
      Hold.ready(args);
    }
  }

  private void serveNext(ServerSocket listener) throws IOException {
    Socket client = listener.accept(); // leak: the handler forgets to close it
    SESSIONS.add(client);
    handle(client);
  }

  private void handle(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    int bytes = 0;
    while (in.read() != -1) {
      bytes++;
    }
    System.out.println("served a client: " + bytes + " bytes");
    if (clean) {
      client.close(); // the fix
    }
  }

  private static void sendAndHangUp(InetSocketAddress server, String text) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
