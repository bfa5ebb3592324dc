package io.closewatch.probes;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** A careful user of HttpURLConnection: reads every answer to its end, errors too. */
final class UrlConnections {

  static int get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + (in == null ? 0 : Traffic.readAll(in).length);
    }
  }

  private UrlConnections() {}
}
