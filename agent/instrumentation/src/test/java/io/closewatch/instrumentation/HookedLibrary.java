package io.closewatch.instrumentation;

import io.closewatch.bootstrap.PoolHooks;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.slf4j.Logger;

/**
 * Real jars in a class loader of their own, as of a webapp, which hooks what it loads. The JVM
 * verifies what it defines, as it does everywhere but in the boot loader.
 */
public final class HookedLibrary extends URLClassLoader {
  private static final File DIRECTORY = new File("target/hooked-libraries");

  private final File[] jars;
  private final LibraryTransformer transformer;
  private final List<String> notUnderstood = new ArrayList<>();
  private final Set<String> woven = new TreeSet<>();

  public HookedLibrary(List<TypeInstrumentation> types, String... jarNames) throws IOException {
    super(urls(jarNames), new HooksOnly());
    this.jars = files(jarNames);
    this.transformer = new LibraryTransformer(types, notUnderstood::add);
  }

  /** Loads, and by that verifies and initialises, each class that may be one to be hooked. */
  public void initialiseTargets(List<TypeInstrumentation> types) throws Exception {
    LibraryTypes targets = new LibraryTypes(types);
    try (JarFile jar = new JarFile(jars[0])) {
      for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(".class")) {
          String internalName = name.substring(0, name.length() - ".class".length());
          if (targets.find(internalName) != null) {
            Class.forName(internalName.replace('/', '.'), true, this);
          }
        }
      }
    }
  }

  public Set<String> hooked() {
    return new TreeSet<>(transformer.hooked());
  }

  /** Names of the classes that were changed. */
  public Set<String> woven() {
    return woven;
  }

  public List<String> notUnderstood() {
    return notUnderstood;
  }

  public Set<String> failures() {
    return transformer.failures().keySet();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/');
    URL url = findResource(path + ".class");
    if (url == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = url.openStream()) {
      byte[] classFile = in.readAllBytes();
      ProtectionDomain domain =
          new ProtectionDomain(new CodeSource(getURLs()[0], (Certificate[]) null), null);
      byte[] changed = transformer.transform(this, path, null, domain, classFile);
      if (changed != null) {
        woven.add(name);
        classFile = changed;
      }
      return defineClass(name, classFile, 0, classFile.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static File[] files(String... jarNames) {
    File[] files = new File[jarNames.length];
    for (int i = 0; i < jarNames.length; i++) {
      files[i] = new File(DIRECTORY, jarNames[i] + ".jar");
      if (!files[i].isFile()) {
        throw new IllegalArgumentException("no " + files[i]);
      }
    }
    return files;
  }

  private static URL[] urls(String... jarNames) throws MalformedURLException {
    File[] files = files(jarNames);
    URL[] urls = new URL[files.length];
    for (int i = 0; i < files.length; i++) {
      urls[i] = files[i].toURI().toURL();
    }
    return urls;
  }

  /** The JDK, the hooks and the logging API: nothing else of the test's class path. */
  private static final class HooksOnly extends ClassLoader {
    private static final String HOOKS = PoolHooks.class.getPackageName();
    private static final String LOGGING = Logger.class.getPackageName();

    HooksOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(HOOKS) || name.startsWith(LOGGING)) {
        return Class.forName(name, false, HookedLibrary.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
