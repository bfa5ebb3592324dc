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
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;

/**
 * Fetches the pages of a server with a pool of connections. The connection of a page that is there
 * is released; that of a missing one is not.
 */
final class Crawler {
  private final HttpClient client;
  private final boolean clean;

  private Crawler(HttpClient client, boolean clean) {
    this.client = client;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    MultiThreadedHttpConnectionManager pool = new MultiThreadedHttpConnectionManager();
    pool.getParams().setDefaultMaxConnectionsPerHost(10);
    Evictor.start(pool);
    try (PeerJvm server = WebServer.keepAlive(1000)) {
      boolean clean = Arrays.asList(args).contains("clean");
      Crawl.of(server, 20, new Crawler(new HttpClient(pool), clean)::fetch);
      Hold.ready(args);
    }
  }

  /** Missing pages, for a second try that never comes: what is forgotten is not collected. */
  private static final Queue<GetMethod> RETRIES = new ConcurrentLinkedQueue<>();

  private boolean fetch(String url) throws IOException {
    GetMethod request = new GetMethod(url);
    int status = client.executeMethod(request); // leak: see the 404 branch
    if (status == 404) {
      RETRIES.add(request);
      if (clean) {
        request.releaseConnection(); // the fix
      }
      return false;
    }
    request.getResponseBodyAsString(); // a real crawler would look for links here
    request.releaseConnection();
    return true;
  }
}
