package io.closewatch.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Puts the classes that instrumented JDK code calls into the boot loader, by Unsafe.defineClass: no
 * temporary file, and none of the warnings that {@code appendToBootstrapClassLoaderSearch} causes
 * on 17+. Where that is not possible the agent jar itself is appended.
 *
 * <p>Runs without any permission of its own under a SecurityManager: classes come from {@link
 * Instrumentation} instead of {@code Class.forName}, internals are called through method handles
 * instead of reflection.
 */
final class BootClasses {
  private static final String PACKAGE = "io.closewatch.bootstrap.";

  /** In the order of their dependencies: a class comes after its supertypes. */
  static final String[] NAMES = {
    "SocketEvents",
    "SocketHooks",
    "AgentStarter",
    "AgentClassLoader",
    "AgentLauncher",
    "AgentLauncher$1",
  };

  static void define(Instrumentation instrumentation) throws Throwable {
    Class<?>[] bootClasses = instrumentation.getInitiatedClasses(null);
    if (find(bootClasses, PACKAGE + "SocketHooks") != null) {
      return;
    }
    try {
      Class<?> internal = find(bootClasses, "jdk.internal.misc.Unsafe");
      if (internal == null) {
        defineOn8();
      } else {
        exportToUs(instrumentation, internal);
        defineAll(internal);
      }
    } catch (Throwable t) {
      instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(agentJar()));
    }
  }

  private static @Nullable Class<?> find(Class<?>[] classes, String name) {
    for (Class<?> candidate : classes) {
      if (candidate.getName().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  private static void defineOn8() throws Throwable {
    Class<?> unsafeClass = Class.forName("sun.misc.Unsafe");
    Field field = unsafeClass.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Object unsafe = field.get(null);
    Method define =
        unsafeClass.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    for (String name : NAMES) {
      byte[] bytes = bytesOf(name);
      define.invoke(unsafe, (PACKAGE + name).replace('.', '/'), bytes, 0, bytes.length, null, null);
    }
  }

  private static void defineAll(Class<?> unsafeClass) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Object unsafe =
        lookup.findStatic(unsafeClass, "getUnsafe", MethodType.methodType(unsafeClass)).invoke();
    MethodHandle define =
        lookup
            .findVirtual(
                unsafeClass,
                "defineClass",
                MethodType.methodType(
                    Class.class,
                    String.class,
                    byte[].class,
                    int.class,
                    int.class,
                    ClassLoader.class,
                    ProtectionDomain.class))
            .asType(
                MethodType.methodType(
                    Class.class,
                    Object.class,
                    String.class,
                    byte[].class,
                    int.class,
                    int.class,
                    ClassLoader.class,
                    ProtectionDomain.class));
    for (String name : NAMES) {
      byte[] bytes = bytesOf(name);
      Class<?> ignored =
          (Class<?>)
              define.invokeExact(
                  unsafe,
                  (PACKAGE + name).replace('.', '/'),
                  bytes,
                  0,
                  bytes.length,
                  (ClassLoader) null,
                  (ProtectionDomain) null);
    }
  }

  /**
   * {@code Instrumentation.redefineModule} is Java 9; opens nothing to anybody but our own unnamed
   * module.
   */
  private static void exportToUs(Instrumentation instrumentation, Class<?> internal)
      throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Object javaBase = getModule.invoke(internal);
    Object us = getModule.invoke(BootClasses.class);
    for (Method method : Instrumentation.class.getMethods()) {
      if (method.getName().equals("redefineModule")) {
        method.invoke(
            instrumentation,
            javaBase,
            Collections.emptySet(),
            Collections.singletonMap("jdk.internal.misc", Collections.singleton(us)),
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
      }
    }
  }

  private static byte[] bytesOf(String simpleName) throws IOException {
    String path = "/" + (PACKAGE + simpleName).replace('.', '/') + ".class";
    try (InputStream in = BootClasses.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is missing from the agent jar");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return bytes.toByteArray();
    }
  }

  /** From the URL of this class: its protection domain needs a permission that we may not have. */
  private static File agentJar() throws Exception {
    URL url = BootClasses.class.getResource("BootClasses.class");
    if (url == null) {
      throw new IOException("the agent jar cannot be located");
    }
    String text = url.toString();
    return new File(new URI(text.substring("jar:".length(), text.indexOf("!/"))));
  }

  private BootClasses() {}
}
