package io.closewatch.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads everything of closewatch that is not in the boot loader from {@code inst/*.classdata} of
 * the agent jar, so that the application can neither see nor clash with it. The jar stays open: at
 * "Too many open files", or after the jar was renamed, classes can still be loaded. Lies in the jar
 * as a plain class because the command line starts through it too.
 */
public final class AgentClassLoader extends ClassLoader {
  private static final String PREFIX = "inst/";
  private static final String[] HIDDEN = {
    "io.closewatch.", "net.bytebuddy.", "org.slf4j.", "picocli.", "com.grack."
  };
  private static final String VISIBLE = "io.closewatch.bootstrap.";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final File file;
  private final ProtectionDomain domain;

  /**
   * Opens the jar.
   *
   * @throws IOException if the jar cannot be read
   */
  public AgentClassLoader(File agentJar) throws IOException {
    super(platformLoader());
    this.file = agentJar;
    this.jar = new JarFile(agentJar, false);
    Permissions all = new Permissions();
    all.add(new AllPermission());
    this.domain =
        new ProtectionDomain(
            new CodeSource(agentJar.toURI().toURL(), (Certificate[]) null), all, this, null);
  }

  /** Our own classes are looked for here first: asking the parents for each costs start-up time. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isHidden(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = findClass(name);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private static boolean isHidden(String name) {
    for (String prefix : HIDDEN) {
      if (name.startsWith(prefix)) {
        return !name.startsWith(VISIBLE);
      }
    }
    return false;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = read(PREFIX + name.replace('.', '/') + ".classdata");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  /** Class files under their usual name, although they lie in the jar as {@code .classdata}. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(entryName(name));
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String entry = entryName(name);
    if (jar.getEntry(entry) == null) {
      return null;
    }
    try {
      return new URL("jar:" + file.toURI() + "!/" + entry);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return Collections.enumeration(
        url == null ? Collections.<URL>emptyList() : Collections.singletonList(url));
  }

  private static String entryName(String name) {
    return PREFIX + (name.endsWith(".class") ? name + "data" : name);
  }

  private byte @Nullable [] read(String entryName) throws IOException {
    ZipEntry entry = jar.getEntry(entryName);
    if (entry == null) {
      return null;
    }
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      int done = 0;
      while (done < bytes.length) {
        int n = in.read(bytes, done, bytes.length - done);
        if (n < 0) {
          throw new IOException(entryName + " is truncated in " + file);
        }
        done += n;
      }
    }
    return bytes;
  }

  /**
   * The platform loader sees java.sql, java.management and so on; on Java 8 the boot loader sees
   * all of it.
   */
  private static @Nullable ClassLoader platformLoader() {
    try {
      return (ClassLoader) ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
