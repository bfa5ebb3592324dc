package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The class loader that a thread had as its context when it opened something, held weakly. In a
 * server with several webapps it tells which one that was, where the line does not.
 */
public final class ContextLoader extends IdentityReference {
  private static final String TOMCAT = "org.apache.catalina.loader.WebappClassLoaderBase";
  private static final String STOPPED = "Unknown"; // as Tomcat says

  private @Nullable String webapp;

  ContextLoader(ClassLoader loader, @Nullable ReferenceQueue<Object> queue) {
    super(loader, queue);
  }

  /**
   * As Tomcat calls its directory, {@code shop} or {@code shop##2}; "" if it is none or not known.
   * Only for the thread that scans.
   */
  public String webapp() {
    String known = webapp;
    if (known == null) {
      known = find();
      webapp = known;
    }
    return known;
  }

  private String find() {
    Object loader = get();
    if (loader == null) {
      return "";
    }
    for (Class<?> type = loader.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(TOMCAT)) {
        return nameOf(loader, type);
      }
    }
    return "";
  }

  private static String nameOf(Object loader, Class<?> type) {
    try {
      Method name = type.getMethod("getContextName");
      Object found = name.invoke(loader);
      return found == null || found.equals(STOPPED) ? "" : found.toString();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return ""; // another Tomcat than those that are known
    }
  }
}
