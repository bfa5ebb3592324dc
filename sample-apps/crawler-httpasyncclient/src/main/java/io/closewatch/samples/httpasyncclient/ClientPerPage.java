package io.closewatch.samples.httpasyncclient;

import io.closewatch.samples.Crawl;
import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;

/**
 * Makes a client, with threads and selectors of its own, for every page, to be closed when the
 * crawl is over, and then forgets to.
 */
final class ClientPerPage {

  private final Queue<Closeable> clients = new ConcurrentLinkedQueue<>();
  private final boolean clean;

  private ClientPerPage(boolean clean) {
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    try (PeerJvm server = WebServer.keepAlive(1000)) {
      ClientPerPage crawler = new ClientPerPage(Arrays.asList(args).contains("clean"));
      Crawl.of(server, 8, crawler::fetch);
      Hold.ready(args);
      crawler.closeAll(); // or their threads would keep the JVM alive
    }
  }

  private boolean fetch(String url) throws Exception {
    CloseableHttpAsyncClient client = HttpAsyncClients.createDefault(); // leak: for one request
    client.start();
    try {
      return client.execute(new HttpGet(url), null).get().getStatusLine().getStatusCode() == 200;
    } finally {
      if (clean) {
        client.close(); // the fix
      } else {
        clients.add(client);
      }
    }
  }

  private void closeAll() throws IOException {
    for (Closeable client : clients) {
      client.close();
    }
  }
}
