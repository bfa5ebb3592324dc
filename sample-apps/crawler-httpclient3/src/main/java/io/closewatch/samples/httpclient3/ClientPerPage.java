package io.closewatch.samples.httpclient3;

import io.closewatch.samples.Crawl;
import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.methods.GetMethod;

/**
 * Makes a client for every page, and keeps it for a second visit that never comes. Such a client
 * has one connection, which {@code releaseConnection()} leaves open.
 */
final class ClientPerPage {

  private final Queue<HttpClient> clients = new ConcurrentLinkedQueue<>();
  private final boolean clean;

  private ClientPerPage(boolean clean) {
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    try (PeerJvm server = WebServer.keepAlive(1000)) {
      ClientPerPage crawler = new ClientPerPage(Arrays.asList(args).contains("clean"));
      Crawl.of(server, 8, crawler::fetch);
      Hold.ready(args);
    }
  }

  private boolean fetch(String url) throws IOException {
    HttpClient client = new HttpClient(); // leak: a connection of its own for one request
    GetMethod request = new GetMethod(url);
    try {
      return client.executeMethod(request) == 200;
    } finally {
      request.releaseConnection();
      if (clean) {
        client.getHttpConnectionManager().closeIdleConnections(0); // the fix
      } else {
        clients.add(client);
      }
    }
  }
}
