package io.closewatch.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;

/** A webapp that forgets responses of its Commons HttpClient 3. */
public final class Webapp3 extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final List<Object> KEPT = new ArrayList<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String page = request.getParameter("page");
    if (request.getParameter("careful") != null) {
      readAll(page);
      return;
    }
    MultiThreadedHttpConnectionManager manager = new MultiThreadedHttpConnectionManager();
    manager.getParams().setDefaultMaxConnectionsPerHost(6);
    HttpClient client = new HttpClient(manager);
    for (int i = 0; i < 3; i++) {
      GetMethod get = new GetMethod(page);
      client.executeMethod(get); // lease: webapp
      KEPT.add(get);
    }
  }

  private static void readAll(String page) throws IOException {
    MultiThreadedHttpConnectionManager manager = new MultiThreadedHttpConnectionManager();
    HttpClient client = new HttpClient(manager);
    for (int i = 0; i < 3; i++) {
      GetMethod get = new GetMethod(page);
      client.executeMethod(get);
      get.releaseConnection();
    }
    manager.shutdown();
  }

  /** Ends the thread of the library, which would keep the class loader. */
  @Override
  public void destroy() {
    MultiThreadedHttpConnectionManager.shutdownAll();
  }
}
