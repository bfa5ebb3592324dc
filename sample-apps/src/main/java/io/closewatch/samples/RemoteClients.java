package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients of a sample that is a server, in a JVM of their own, so that the sample's JVM holds only
 * its own ends. They do what the sample tells them, one thing at a time; they are numbered from 0
 * in the order in which they connect, and end when this is closed or when the sample ends.
 */
final class RemoteClients implements Closeable {

  private final PrintStream orders;
  private final BufferedReader replies;
  private int connected;

  private RemoteClients(PrintStream orders, BufferedReader replies) {
    this.orders = orders;
    this.replies = replies;
  }

  /** Clients of the server on this loopback port; none is connected yet. */
  static RemoteClients of(int port) throws IOException {
    Process process = PeerJvm.launch(RemoteClients.class, Integer.toString(port));
    return new RemoteClients(
        new PrintStream(process.getOutputStream(), true, "US-ASCII"), reader(process));
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Connects one more client and returns its number. */
  int connect() throws IOException {
    order("connect");
    return connected++;
  }

  /** Sends a line and an empty one: all that a HTTP/1.0 request must have. */
  void send(int client, String line) throws IOException {
    order("send " + client + " " + line);
  }

  /** Waits until the server has sent a line to this client. */
  void awaitLine(int client) throws IOException {
    order("read " + client);
  }

  void hangUp(int client) throws IOException {
    order("close " + client);
  }

  private void order(String text) throws IOException {
    orders.println(text);
    if (!"done".equals(replies.readLine())) {
      throw new IOException("the clients could not " + text);
    }
  }

  @Override
  public void close() {
    orders.close();
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    List<Socket> clients = new ArrayList<>();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals("connect")) {
        clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
      } else {
        String[] words = order.split(" ", 3);
        obey(words[0], clients.get(Integer.parseInt(words[1])), words[words.length - 1]);
      }
      System.out.println("done");
    }
  }

  private static void obey(String verb, Socket client, String text) throws IOException {
    switch (verb) {
      case "send":
        client.getOutputStream().write((text + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        break;
      case "read":
        readLine(client);
        break;
      case "close":
        client.close();
        break;
      default:
        throw new IOException("unknown: " + verb);
    }
  }

  private static void readLine(Socket client) throws IOException {
    int c;
    do {
      c = client.getInputStream().read();
    } while (c != '\n' && c != -1);
  }
}
