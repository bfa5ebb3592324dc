package io.closewatch.samples.httpclient3;

import io.closewatch.samples.Hold;
import io.closewatch.samples.PeerJvm;
import io.closewatch.samples.WebServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpConnectionManager;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;

/**
 * Reads a page and its images, and releases every connection. The pool keeps the idle ones for
 * ever, the server for two seconds.
 */
final class IdlePool {

  public static void main(String[] args) throws Exception {
    HttpConnectionManager pool = new MultiThreadedHttpConnectionManager(); // leak: no evictor
    pool.getParams().setDefaultMaxConnectionsPerHost(6);
    if (Arrays.asList(args).contains("clean")) {
      Evictor.start(pool); // the fix
    }
    HttpClient client = new HttpClient(pool);
    try (PeerJvm server = WebServer.keepAlive(2000)) {
      List<GetMethod> requests = new ArrayList<>();
      for (String path : Arrays.asList("/page", "/image/1", "/image/2", "/image/3")) {
        GetMethod request = new GetMethod(server.url(path));
        client.executeMethod(request);
        requests.add(request);
      }
      for (GetMethod request : requests) {
        System.out.print(request.getResponseBodyAsString());
        request.releaseConnection();
      }
      Hold.ready(args);
    }
  }

  private IdlePool() {}
}
