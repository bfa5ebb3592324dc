package com.acme.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Prices of articles, and their changes: a connection for each article. */
public final class PriceFeed {
  private final int port;
  private final Map<String, Socket> subscriptions = new ConcurrentHashMap<>();

  public PriceFeed(int port) {
    this.port = port;
  }

  /** The price of now, in cents; the connection tells changes until {@link #cancel}. */
  public int subscribe(String article) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    subscriptions.put(article, socket);
    socket.getOutputStream().write((article + "\n").getBytes(UTF_8));
    String price =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    if (price == null) {
      throw new FileNotFoundException("no such article: " + article);
    }
    return Integer.parseInt(price);
  }

  public void cancel(String article) throws IOException {
    Socket socket = subscriptions.remove(article);
    if (socket != null) {
      socket.close();
    }
  }
}
