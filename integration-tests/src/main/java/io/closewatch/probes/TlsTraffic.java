package io.closewatch.probes;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS client and server; ten requests on a connection. Arguments: requests, key store. */
final class TlsTraffic {

  private static final int REQUESTS_PER_CONNECTION = 10;

  public static void main(String[] args) throws Exception {
    SSLContext context = Tls.context(args[1]);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listener =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, loopback)) {
      Thread acceptor = new Thread(() -> acceptAll(listener), "acceptor");
      acceptor.setDaemon(true);
      acceptor.start();
      int connections = Integer.parseInt(args[0]) / REQUESTS_PER_CONNECTION;
      Traffic.run(
          connections,
          number -> {
            try (Socket socket =
                context.getSocketFactory().createSocket(loopback, listener.getLocalPort())) {
              return connection(socket, number);
            }
          });
      StandardInput.awaitAfter("ready");
    }
  }

  private static long connection(Socket socket, int number) throws IOException {
    DataOutputStream out = output(socket);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    long sum = 0;
    for (int i = 0; i < REQUESTS_PER_CONNECTION; i++) {
      out.writeInt(number + i);
      out.flush();
      sum += in.readInt();
    }
    return sum;
  }

  /** One TLS record and one packet for each answer; else Nagle's algorithm sets the pace. */
  private static DataOutputStream output(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  private static void acceptAll(SSLServerSocket listener) {
    while (true) {
      try {
        Socket client = listener.accept();
        Thread handler = new Thread(() -> answer(client), "handler");
        handler.setDaemon(true);
        handler.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket connection) {
    try (Socket client = connection) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = output(client);
      for (int i = 0; i < REQUESTS_PER_CONNECTION; i++) {
        out.writeInt(in.readInt() * 2);
        out.flush();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private TlsTraffic() {}
}
