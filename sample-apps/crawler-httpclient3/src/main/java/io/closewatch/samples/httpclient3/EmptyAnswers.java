package io.closewatch.samples.httpclient3;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.PostMethod;

/**
 * Sends events to a server that answers with nothing but a status, and sees nothing to release.
 * HttpClient releases the connection by itself after a 204, but not after a 200 with an empty page.
 */
final class EmptyAnswers {
  private final HttpClient client;
  private final boolean clean;

  private EmptyAnswers(HttpClient client, boolean clean) {
    this.client = client;
    this.clean = clean;
  }

  public static void main(String[] args) throws Exception {
    MultiThreadedHttpConnectionManager pool = new MultiThreadedHttpConnectionManager();
    pool.getParams().setDefaultMaxConnectionsPerHost(5);
    Evictor.start(pool);
    try (PeerJvm server = WebServer.keepAlive(1000)) {
      EmptyAnswers events =
          new EmptyAnswers(new HttpClient(pool), Arrays.asList(args).contains("clean"));
      for (int i = 1; i <= 4; i++) {
        System.out.println("event " + i + ": status " + events.send(server.url("/events/" + i)));
      }
      Hold.ready(args);
    }
  }

  /** Sent once more if the other side asks for it: what is forgotten is not collected. */
  private static final List<PostMethod> SENT = new ArrayList<>();

  private int send(String url) throws IOException {
    PostMethod request = new PostMethod(url);
    int status = client.executeMethod(request); // leak: never released
    SENT.add(request);
    if (clean) {
      request.releaseConnection(); // the fix
    }
    return status;
  }
}
