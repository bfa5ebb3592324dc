package com.example.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fetches documents from one server. Every document has a connection of its own. */
public final class DocumentClient {

  private final List<Socket> connections = new ArrayList<>();
  private final InetSocketAddress server;

  public DocumentClient(InetSocketAddress server) {
    this.server = server;
  }

  /** The document, of which the caller reads what it needs and then closes it. */
  public InputStream open(String path) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort()); // leak: see DocumentStream
    connections.add(socket);
    socket.getOutputStream().write(("GET " + path + "\n").getBytes(StandardCharsets.US_ASCII));
    return new DocumentStream(socket.getInputStream());
  }

  /** Closes the connections of all documents. */
  public void disconnect() throws IOException {
    for (Socket connection : connections) {
      connection.close();
    }
    connections.clear();
  }
}
