package io.closewatch.probes;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Webapps in one Tomcat, each with libraries of its own. Arguments: the directory of each webapp,
 * which has the name of its servlet's class. Undeploys all when it is told to.
 */
final class WebappPools {

  /** A field, since a logger that nobody holds forgets its level. */
  private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

  public static void main(String[] args) throws Exception {
    TOMCAT_LOG.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File("tomcat").getAbsolutePath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.start();
    String base = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/";
    try (IdleClosingServer server = IdleClosingServer.start()) {
      for (String directory : args) {
        String name = deploy(tomcat, new File(directory));
        call(base + name + "/leak?careful=yes&page=" + server.url(20));
      }
      StandardInput.awaitAfter("clean");
      for (String directory : args) {
        call(base + new File(directory).getName() + "/leak?page=" + server.url(20));
      }
      StandardInput.awaitAfter("ready");
      List<WeakReference<ClassLoader>> loaders = undeploy(tomcat);
      while (loaders.stream().anyMatch(loader -> loader.get() != null)) {
        System.gc();
        Thread.sleep(20);
      }
      StandardInput.awaitAfter("collected " + loaders.size());
    }
    tomcat.stop();
    tomcat.destroy();
  }

  private static void call(String url) throws IOException {
    int status = UrlConnections.get(url);
    if (status != 200) {
      throw new IOException(status + " from " + url);
    }
  }

  private static String deploy(Tomcat tomcat, File directory) {
    String name = directory.getName();
    Context context = tomcat.addContext("/" + name, directory.getAbsolutePath());
    Tomcat.addServlet(context, "leak", "io.closewatch.probes." + name);
    context.addServletMappingDecoded("/leak", "leak");
    return name;
  }

  private static List<WeakReference<ClassLoader>> undeploy(Tomcat tomcat) throws Exception {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (Container child : tomcat.getHost().findChildren()) {
      Context context = (Context) child;
      loaders.add(new WeakReference<>(context.getLoader().getClassLoader()));
      tomcat.getHost().removeChild(context);
    }
    return loaders;
  }

  private WebappPools() {}
}
