package io.closewatch.samples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat that is to listen on a free loopback port. It logs nothing, leaves no file behind, and
 * ends with the program: a stop while requests are open would make it print errors.
 */
final class EmbeddedTomcat extends Tomcat {

  /** A field, since a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final File directory;
  private final Context context;

  private EmbeddedTomcat(File directory) {
    this.directory = directory;
    setBaseDir(directory.getPath());
    setPort(0);
    ((StandardServer) getServer()).setUtilityThreadsAsDaemon(true);
    getConnector().setProperty("address", "127.0.0.1");
    this.context = addContext("", null);
  }

  static EmbeddedTomcat create() throws IOException {
    LOG.setLevel(Level.OFF);
    return new EmbeddedTomcat(Files.createTempDirectory("closewatch-sample").toFile());
  }

  void serve(String path, Servlet servlet) {
    addServlet(context, path, servlet).setAsyncSupported(true);
    context.addServletMappingDecoded(path, path);
  }

  int port() {
    return getConnector().getLocalPort();
  }

  @Override
  public void start() throws LifecycleException {
    super.start();
    try (Stream<Path> files = Files.walk(directory.toPath())) {
      files.map(Path::toFile).forEach(File::deleteOnExit); // the last one first
    } catch (IOException e) {
      throw new LifecycleException(e);
    }
  }
}
