package io.closewatch.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A jar that a test makes of probes, for class loaders that take nothing but jars. */
final class ProbeJar {

  private final Manifest manifest = new Manifest();
  private final List<Path> probes = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();

  /** The classes of probes by their simple names, nested classes included. */
  ProbeJar(String... names) {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (String name : names) {
      probes.addAll(classes(name));
    }
  }

  ProbeJar header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** Puts whole jars into the root of this one. */
  ProbeJar containing(List<Path> jars) {
    libraries.addAll(jars);
    return this;
  }

  Path write(Path target) {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest)) {
      for (Path probe : probes) {
        add(jar, Build.PROBES.relativize(probe).toString(), probe);
      }
      for (Path library : libraries) {
        add(jar, library.getFileName().toString(), library);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class files of a probe. */
  static List<Path> classes(String probe) {
    return list(Build.PROBES.resolve("io/closewatch/probes"), probe + "{,$*}.class");
  }

  static List<Path> list(Path directory, String glob) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
      List<Path> list = new ArrayList<>();
      files.forEach(list::add);
      list.sort(null);
      return list;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(JarOutputStream jar, String name, Path file) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    Files.copy(file, jar);
    jar.closeEntry();
  }
}
