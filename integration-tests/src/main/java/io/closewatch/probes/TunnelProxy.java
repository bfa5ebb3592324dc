package io.closewatch.probes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A proxy that answers every CONNECT with a tunnel to one server, whatever host was asked for. */
final class TunnelProxy {

  private final ServerSocket listener;
  private final int target;

  private TunnelProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static TunnelProxy start(int target) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    TunnelProxy proxy = new TunnelProxy(new ServerSocket(0, 100, loopback), target);
    IdleClosingServer.daemon("proxy-acceptor", proxy::acceptAll);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void acceptAll() {
    while (true) {
      try {
        Socket client = listener.accept();
        IdleClosingServer.daemon("proxy", () -> tunnel(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Ends both connections when either has ended. */
  private void tunnel(Socket connection) {
    try (Socket client = connection;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      skipHead(client.getInputStream());
      client
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      IdleClosingServer.daemon("proxy-up", () -> pump(client, server));
      pump(server, client);
    } catch (IOException gone) {
      return; // closed on the way out
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    int lineEnds = 0;
    for (int read = in.read(); read != -1; read = in.read()) {
      lineEnds = read == '\n' ? lineEnds + 1 : read == '\r' ? lineEnds : 0;
      if (lineEnds == 2) {
        return;
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    byte[] bytes = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count != -1; count = in.read(bytes)) {
        out.write(bytes, 0, count);
      }
    } catch (IOException gone) {
      return; // the other direction closes both
    }
  }
}
