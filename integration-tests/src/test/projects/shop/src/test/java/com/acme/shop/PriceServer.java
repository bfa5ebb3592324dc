package com.acme.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Knows the price of a pen, and hangs up on those who ask for anything else. */
final class PriceServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  PriceServer() throws IOException {
    Thread thread = new Thread(this::serve, "price server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        answer(client);
      } catch (IOException e) {
        // The client has gone, or the listener is closed.
      }
    }
  }

  private static void answer(Socket client) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    if ("pen".equals(in.readLine())) {
      client.getOutputStream().write("250\n".getBytes(UTF_8));
      in.readLine(); // until the subscriber has enough
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
