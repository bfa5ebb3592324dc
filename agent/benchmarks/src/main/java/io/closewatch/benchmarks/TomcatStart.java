package io.closewatch.benchmarks;

import java.io.File;
import org.apache.catalina.startup.Tomcat;

/** Starts an embedded Tomcat on some port and stops it: thousands of classes are loaded. */
final class TomcatStart {
  private TomcatStart() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setPort(0);
    tomcat.getConnector();
    tomcat.addContext("", new File(System.getProperty("java.io.tmpdir")).getAbsolutePath());
    tomcat.start();
    tomcat.stop();
    tomcat.destroy();
  }
}
