package io.closewatch.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Puts the classes that instrumented JDK code calls into the boot loader, by Unsafe.defineClass: no
 * temporary file, and none of the warnings that {@code appendToBootstrapClassLoaderSearch} causes
 * on 17+.
 *
 * <p>Under a SecurityManager that grants nothing that way is closed, to us as to everybody. Then
 * the classes go {@link CompilerDetour around} it; and where the JDK lacks what that needs, the
 * agent jar itself is appended, which needs no permission; of those, 21 to 23 then print their line
 * about class sharing. Not in a JVM that runs tests, see {@link #append}.
 */
final class BootClasses {
  private static final String PACKAGE = "io.closewatch.bootstrap.";

  private static final String LAST = "AgentLauncher";

  private static final String LISTENER = "org.junit.platform.launcher.TestExecutionListener";

  /** In the order of their dependencies: a class comes after its supertypes. */
  static final String[] NAMES = {
    "SocketEvents",
    "SocketHooks",
    "RequestEvents",
    "RequestHooks",
    "PoolEvents",
    "PoolHooks",
    "TestEvents",
    "TestHooks",
    "AgentStarter",
    "AgentClassLoader",
    "AgentLauncher$1",
    LAST,
  };

  static void define(Instrumentation instrumentation) throws IOException, URISyntaxException {
    if (areDefined(instrumentation)) {
      return;
    }
    try {
      defineWith(unsafe(instrumentation));
    } catch (Throwable t) {
      if (System.getSecurityManager() == null || !defineByDetour(instrumentation)) {
        append(instrumentation);
      }
    }
  }

  /**
   * The boot loader then finds our JUnit listener too, cannot link it, and JUnit ends with that.
   */
  private static void append(Instrumentation instrumentation)
      throws IOException, URISyntaxException {
    File jar = agentJar();
    if (runsTests()) {
      throw new IllegalStateException(
          "the SecurityManager of these tests must let it; add to the policy: grant codeBase \""
              + jar.toURI()
              + "\" { permission java.security.AllPermission; };");
    }
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
  }

  private static boolean runsTests() {
    try {
      Class.forName(LISTENER, false, BootClasses.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError noJUnit) {
      return false;
    }
  }

  /** Asked this way since Class.forName would need a permission. */
  private static boolean areDefined(Instrumentation instrumentation) {
    for (Class<?> known : instrumentation.getInitiatedClasses(null)) {
      if (known.getName().equals(PACKAGE + LAST)) {
        return true;
      }
    }
    return false;
  }

  private static boolean defineByDetour(Instrumentation instrumentation) {
    try {
      List<byte[]> classFiles = new ArrayList<>();
      for (String name : NAMES) {
        classFiles.add(bytesOf(PACKAGE + name));
      }
      CompilerDetour.define(instrumentation, bytesOf(CompilerTemplate.class.getName()), classFiles);
    } catch (Throwable t) {
      // Not on this JDK, or for a reason that does not matter if the classes are there.
    }
    return areDefined(instrumentation);
  }

  /**
   * The Unsafe that can define classes: from Java 9 on that of java.base, which must be exported to
   * us first.
   */
  private static Object unsafe(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    try {
      Class<?> internal = Class.forName("jdk.internal.misc.Unsafe");
      exportToUs(instrumentation, internal);
      return internal.getMethod("getUnsafe").invoke(null);
    } catch (ClassNotFoundException java8) {
      Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return field.get(null);
    }
  }

  private static void defineWith(Object unsafe) throws ReflectiveOperationException, IOException {
    Method define =
        unsafe
            .getClass()
            .getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
    for (String name : NAMES) {
      byte[] bytes = bytesOf(PACKAGE + name);
      define.invoke(unsafe, (PACKAGE + name).replace('.', '/'), bytes, 0, bytes.length, null, null);
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

  private static byte[] bytesOf(String className) throws IOException {
    String path = "/" + className.replace('.', '/') + ".class";
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
  private static File agentJar() throws IOException, URISyntaxException {
    URL url = BootClasses.class.getResource("BootClasses.class");
    if (url == null) {
      throw new IOException("the agent jar cannot be located");
    }
    String text = url.toString();
    return new File(new URI(text.substring("jar:".length(), text.indexOf("!/"))));
  }

  private BootClasses() {}
}
