package io.closewatch.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * A library whose packages and classes an obfuscator renamed and whose lines it dropped, and the
 * program that uses it, which kept its own name and lines.
 */
final class RenamedCopy {

  private final String prefix;
  private final Map<String, String> packages = new HashMap<>();
  private final Map<String, String> classes = new HashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /**
   * A copy.
   *
   * @param prefix what the names of the library's classes begin with, with slashes
   */
  RenamedCopy(String prefix) {
    this.prefix = prefix;
  }

  RenamedCopy library(List<Path> jars) {
    for (Path path : jars) {
      try (JarFile jar = new JarFile(path.toFile())) {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          try (InputStream in = jar.getInputStream(entry)) {
            add(entry.getName(), in.readAllBytes(), ClassReader.SKIP_DEBUG);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  RenamedCopy program(List<Path> classFiles) {
    for (Path path : classFiles) {
      try {
        add(Build.PROBES.relativize(path).toString(), Files.readAllBytes(path), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  Path write(Path target) {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name, byte[] content, int parsing) {
    if (!name.endsWith(".class")) {
      if (!name.startsWith("META-INF/") && !name.endsWith("/")) {
        entries.put(name, content);
      }
      return;
    }
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(content).accept(new ClassRemapper(writer, new Renaming()), parsing);
    entries.put(renamed(name.substring(0, name.length() - 6)) + ".class", writer.toByteArray());
  }

  /**
   * Packages one by one, so that what was visible within a package still is; nested by the outer.
   */
  private String renamed(String name) {
    if (!name.startsWith(prefix)) {
      return name;
    }
    int dollar = name.indexOf('$');
    String outer = dollar < 0 ? name : name.substring(0, dollar);
    String inPackage =
        packages.computeIfAbsent(
            outer.substring(0, outer.lastIndexOf('/')), key -> "o/p" + packages.size());
    return inPackage
        + classes.computeIfAbsent(outer, key -> "/c" + classes.size())
        + name.substring(outer.length());
  }

  private final class Renaming extends Remapper {
    Renaming() {
      super(org.objectweb.asm.Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      return renamed(internalName);
    }
  }
}
