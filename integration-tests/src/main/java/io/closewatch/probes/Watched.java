package io.closewatch.probes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.HttpClients;

/**
 * A service that somebody looks at because it leaks: sockets, and connections of a pool. On a line
 * of input it leaks one more, {@code again} where it did before, or {@code elsewhere}.
 */
final class Watched {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    HangingUpServer server = new HangingUpServer();
    for (int i = 0; i < 7; i++) {
      fetch(server);
    }
    try (IdleClosingServer pages = IdleClosingServer.start()) {
      lease(pages.url(20));
      System.out.println("ready");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("again")) {
          fetch(server);
        } else {
          fetchElsewhere(server);
        }
      }
    }
  }

  private static void fetch(HangingUpServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port()); // leak: again
    talk(socket);
  }

  private static void fetchElsewhere(HangingUpServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port()); // leak: elsewhere
    talk(socket);
  }

  private static void talk(Socket socket) throws IOException {
    KEPT.add(socket);
    socket.getOutputStream().write("GET /\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    int read;
    do {
      read = socket.getInputStream().read();
    } while (read >= 0);
  }

  private static void lease(String page) throws IOException {
    HttpClient client = HttpClients.custom().setMaxConnTotal(6).setMaxConnPerRoute(6).build();
    KEPT.add(client);
    for (int i = 0; i < 2; i++) {
      KEPT.add(client.execute(new HttpGet(page)));
    }
  }

  private Watched() {}
}
