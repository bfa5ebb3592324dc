package io.closewatch.probes;

import java.io.File;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** HttpURLConnection against an embedded Tomcat. Argument: requests. */
final class TomcatTraffic {

  /** A field, since a logger that nobody holds forgets its level. */
  private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

  private static final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().write(Traffic.page(request.getPathInfo().substring(1)));
    }
  }

  public static void main(String[] args) throws Exception {
    TOMCAT_LOG.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File("tomcat").getAbsolutePath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    Tomcat.addServlet(context, "pages", new PageServlet());
    context.addServletMappingDecoded("/pages/*", "pages");
    tomcat.start();
    String pages = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/pages/";
    Traffic.run(Integer.parseInt(args[0]), number -> UrlConnections.get(pages + number));
    StandardInput.awaitAfter("ready");
    tomcat.stop();
    tomcat.destroy();
  }

  private TomcatTraffic() {}
}
