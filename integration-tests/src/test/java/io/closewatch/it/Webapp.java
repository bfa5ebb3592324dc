package io.closewatch.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The servlets of the probes as a webapp, with an HttpClient in its lib. */
final class Webapp {
  private static final Path CLASSES = Path.of("io/closewatch/probes/webapp");

  /** The line that a servlet is to be blamed for. */
  static String line(String servlet) {
    return Sources.marked("webapp/" + servlet, "// leak: ");
  }

  /**
   * A directory to deploy.
   *
   * @param jakarta for servers that have the servlets of Jakarta EE
   */
  static Path create(Path directory, boolean jakarta, boolean careful, int backend)
      throws IOException {
    Path inf = directory.resolve("WEB-INF");
    Path classes = Files.createDirectories(inf.resolve("classes").resolve(CLASSES));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Build.PROBES.resolve(CLASSES))) {
      for (Path type : all) {
        byte[] compiled = Files.readAllBytes(type);
        Files.write(classes.resolve(type.getFileName()), jakarta ? jakarta(compiled) : compiled);
      }
    }
    Path lib = Files.createDirectories(inf.resolve("lib"));
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(Build.libraries("client-4.5.14"), "*.jar")) {
      for (Path jar : jars) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
    Files.writeString(inf.resolve("web.xml"), descriptor(careful, backend));
    return directory;
  }

  /** As a migration tool would make it from one for Java EE. */
  private static byte[] jakarta(byte[] compiled) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(compiled).accept(new ClassRemapper(writer, new ToJakarta()), 0);
    return writer.toByteArray();
  }

  private static String descriptor(boolean careful, int backend) {
    return "<web-app version=\"4.0\" metadata-complete=\"true\">\n"
        + parameter("careful", careful)
        + parameter("backend", backend)
        + servlet("socket", "SocketServlet")
        + servlet("async", "AsyncServlet")
        + servlet("pool", "PoolServlet")
        + "</web-app>\n";
  }

  private static String parameter(String name, Object value) {
    return """
          <context-param>
            <param-name>%s</param-name>
            <param-value>%s</param-value>
          </context-param>
        """
        .formatted(name, value);
  }

  private static String servlet(String path, String type) {
    return """
          <servlet>
            <servlet-name>%1$s</servlet-name>
            <servlet-class>io.closewatch.probes.webapp.%2$s</servlet-class>
            <async-supported>true</async-supported>
          </servlet>
          <servlet-mapping>
            <servlet-name>%1$s</servlet-name>
            <url-pattern>/%1$s</url-pattern>
          </servlet-mapping>
        """
        .formatted(path, type);
  }

  private static final class ToJakarta extends Remapper {
    ToJakarta() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      return internalName.startsWith("javax/servlet/")
          ? "jakarta" + internalName.substring("javax".length())
          : internalName;
    }
  }

  private Webapp() {}
}
