package io.closewatch.samples;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at the status of an HTTP answer. A 404 has a page too, in {@code getErrorStream()}; as long
 * as nobody reads or closes that, the connection stays open.
 */
final class HttpErrorUnread {

  private static final List<HttpURLConnection> CHECKED = new ArrayList<>();

  private final InetSocketAddress server;
  private final boolean clean;

  private HttpErrorUnread(InetSocketAddress server, boolean clean) {
    this.server = server;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(ErrorPageServer.class)) {
      new HttpErrorUnread(server.address(), Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException {
    for (int i = 1; i <= 4; i++) {
      System.out.println("item " + i + (isThere("/item/" + i) ? " is there" : " is missing"));
    }
  }

  private boolean isThere(String path) throws IOException {
    URL url = new URL("http", server.getHostString(), server.getPort(), path);
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    CHECKED.add(connection);
    if (connection.getResponseCode() == 200) { // leak: the page of a 404 is never read
      connection.getInputStream().close();
      return true;
    }
    if (clean) {
      drain(connection.getErrorStream()); // the fix
    }
    return false;
  }

  private static void drain(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      byte[] buffer = new byte[8192];
      while (in.read(buffer) != -1) {
        // Read to its end, the connection could even be used again.
      }
    }
  }
}
