package io.closewatch.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * The executable jar of a Spring Boot application, as the repackage goal makes it: the classes of
 * its loader at the root, those of the application and the jars of the libraries below BOOT-INF.
 */
final class BootJar {
  private static final Path CLASSES = Path.of("io/closewatch/probes/boot");

  /**
   * Writes one.
   *
   * @param libraries a folder of jars, the loader among them
   * @param launcher the class of the loader that is started
   */
  static Path write(Path target, Path libraries, String launcher, String start)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, launcher);
    attributes.putValue("Start-Class", start);
    attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest)) {
      copyLoader(jar, libraries.resolve("spring-boot-loader.jar"));
      directory(jar, "BOOT-INF/");
      directory(jar, "BOOT-INF/classes/");
      for (Path type : files(Build.PROBES.resolve(CLASSES))) {
        jar.putNextEntry(
            new ZipEntry("BOOT-INF/classes/" + CLASSES + "/" + type.getFileName()));
        jar.write(Files.readAllBytes(type));
      }
      directory(jar, "BOOT-INF/lib/");
      for (Path library : files(libraries)) {
        if (!library.endsWith("spring-boot-loader.jar")) {
          stored(jar, "BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
        }
      }
    }
    return target;
  }

  private static void copyLoader(JarOutputStream jar, Path loader) throws IOException {
    try (JarFile from = new JarFile(loader.toFile())) {
      for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().endsWith(".class")
            || entry.getName().startsWith("META-INF/services/")) {
          jar.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(jar);
          }
        }
      }
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  private static void directory(JarOutputStream jar, String name) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
  }

  /** The loader reads nested jars in place: they are not compressed. */
  private static void stored(JarOutputStream jar, String name, byte[] content)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    jar.putNextEntry(entry);
    jar.write(content);
  }

  private BootJar() {}
}
