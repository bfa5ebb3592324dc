package io.closewatch.cli;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's attach API by reflection: module jdk.attach since Java 9, tools.jar on 8, absent in
 * many a runtime image.
 */
final class AttachApi implements AgentLoading {
  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

  private final Class<?> virtualMachine;

  private AttachApi(Class<?> virtualMachine) {
    this.virtualMachine = virtualMachine;
  }

  /** The API of the JVM that runs the command line, or null if it has none. */
  static @Nullable AttachApi find() {
    Class<?> found = load(ClassLoader.getSystemClassLoader());
    String[] homes = {System.getProperty("java.home"), System.getenv("JAVA_HOME")};
    for (String home : homes) {
      if (found == null && home != null) {
        found = loadFromTools(new File(home, "../lib/tools.jar"));
      }
      if (found == null && home != null) {
        found = loadFromTools(new File(home, "lib/tools.jar"));
      }
    }
    return found == null ? null : new AttachApi(found);
  }

  @Override
  public void load(long pid, File jar, String argument) throws AttachFailedException {
    try {
      Object vm = virtualMachine.getMethod("attach", String.class).invoke(null, Long.toString(pid));
      try {
        virtualMachine
            .getMethod("loadAgent", String.class, String.class)
            .invoke(vm, jar.getPath(), argument);
      } finally {
        virtualMachine.getMethod("detach").invoke(vm);
      }
    } catch (InvocationTargetException e) {
      throw new AttachFailedException(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new AttachFailedException(e);
    }
  }

  @Override
  public boolean isJvm(long pid) {
    try {
      for (Object descriptor : (List<?>) virtualMachine.getMethod("list").invoke(null)) {
        Object id = descriptor.getClass().getMethod("id").invoke(descriptor);
        if (Long.toString(pid).equals(id)) {
          return true;
        }
      }
      return false;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  private static @Nullable Class<?> loadFromTools(File toolsJar) {
    if (!toolsJar.isFile()) {
      return null;
    }
    try {
      // Never closed: the API loads more of its classes while it is used.
      return load(new URLClassLoader(new URL[] {toolsJar.toURI().toURL()}, null));
    } catch (MalformedURLException e) {
      return null;
    }
  }

  private static @Nullable Class<?> load(ClassLoader loader) {
    try {
      return Class.forName(VIRTUAL_MACHINE, true, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
