package io.closewatch.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@code catalina.base} of its own beside the unpacked Tomcat, with one webapp. */
final class TomcatBase {
  /** {@link HelloServlet}, which cannot be loaded here: Tomcat brings the servlet API. */
  private static final String SERVLET = "io.closewatch.benchmarks.HelloServlet";

  private static final String WEB_XML =
      "<web-app><servlet><servlet-name>hello</servlet-name><servlet-class>"
          + SERVLET
          + "</servlet-class></servlet><servlet-mapping><servlet-name>hello</servlet-name>"
          + "<url-pattern>/</url-pattern></servlet-mapping></web-app>";

  private final Path home;
  private final Path base;
  private final int port;

  private TomcatBase(Path home, Path base, int port) {
    this.home = home;
    this.base = base;
    this.port = port;
  }

  static TomcatBase create() throws IOException {
    Path directory = Files.createTempDirectory("tomcat-benchmark");
    TomcatBase base = new TomcatBase(home(), directory, freePort());
    for (String name : Arrays.asList("logs", "temp", "work", "webapps")) {
      Files.createDirectory(directory.resolve(name));
    }
    base.copyConfiguration();
    base.createWebapp();
    return base;
  }

  /** Where the build of this module unpacks the archive. */
  private static Path home() throws IOException {
    Path unpacked;
    try {
      Path classes =
          Paths.get(TomcatBase.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      unpacked = classes.resolveSibling("tomcat");
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    try (Stream<Path> homes = Files.list(unpacked)) {
      return homes
          .findFirst()
          .orElseThrow(() -> new IOException("no Tomcat in " + unpacked + ": build with package"));
    }
  }

  /** Somebody else may take it before Tomcat does; Tomcat then says so and ends. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void copyConfiguration() throws IOException {
    Path conf = Files.createDirectory(base.resolve("conf"));
    try (Stream<Path> files = Files.list(home.resolve("conf"))) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.copy(file, conf.resolve(String.valueOf(file.getFileName())));
      }
    }
    Path server = conf.resolve("server.xml");
    String xml = new String(Files.readAllBytes(server), StandardCharsets.UTF_8);
    String changed =
        xml.replace("port=\"8005\"", "port=\"-1\"")
            .replace("port=\"8080\"", "port=\"" + port + "\"");
    Files.write(server, changed.getBytes(StandardCharsets.UTF_8));
  }

  private void createWebapp() throws IOException {
    Path webInf = base.resolve("webapps/ROOT/WEB-INF");
    String file = SERVLET.replace('.', '/') + ".class";
    Path target = webInf.resolve("classes").resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = TomcatBase.class.getClassLoader().getResourceAsStream(file)) {
      Files.copy(in, target);
    }
    Files.write(webInf.resolve("web.xml"), WEB_XML.getBytes(StandardCharsets.UTF_8));
  }

  int port() {
    return port;
  }

  Path logs() {
    return base.resolve("logs");
  }

  String pidFile() {
    return base.resolve("tomcat.pid").toString();
  }

  /** As {@code catalina.sh} passes them. */
  List<String> arguments() {
    return Arrays.asList(
        "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
        "-Dcatalina.home=" + home,
        "-Dcatalina.base=" + base,
        "-Djava.io.tmpdir=" + base.resolve("temp"),
        "-cp",
        home.resolve("bin/bootstrap.jar")
            + File.pathSeparator
            + home.resolve("bin/tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }

  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
  }
}
