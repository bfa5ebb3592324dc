package io.closewatch.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the agent loader and starts the agent in it. In the boot loader because its state must
 * exist once per JVM, and because only here do we have all permissions under a SecurityManager.
 */
public final class AgentLauncher {
  private static final String STARTER = "io.closewatch.instrumentation.AgentStarterImpl";

  /**
   * Main classes of JDK and build tools: JAVA_TOOL_OPTIONS gives them the agent although nobody
   * wants it there.
   */
  private static final String[] TOOLS = {
    "jdk.compiler/",
    "jdk.jcmd/",
    "jdk.jartool/",
    "jdk.javadoc/",
    "jdk.jconsole/",
    "jdk.jdeps/",
    "jdk.jlink/",
    "jdk.jshell/",
    "jdk.jstatd/",
    "jdk.jfr/",
    "java.base/sun.security.tools.",
    "com.sun.tools.",
    "sun.tools.",
    "sun.security.tools.",
    "sun.rmi.",
    "sun.jvmstat.",
    "org.codehaus.plexus.classworlds.launcher.Launcher",
    "org.gradle.launcher.",
    "org.gradle.wrapper.",
  };

  private static @Nullable AgentStarter running;

  /**
   * Starts the agent, or hands the arguments to the one that runs already.
   *
   * @param entry the class that the JVM called; tells where the agent jar is
   * @throws Exception if the agent's classes cannot be loaded
   */
  public static void launch(
      Class<?> entry, @Nullable String arguments, Instrumentation instrumentation, boolean attached)
      throws Exception {
    AccessController.doPrivileged(
        (PrivilegedExceptionAction<@Nullable Void>)
            new PrivilegedExceptionAction<@Nullable Void>() {
              @Override
              public @Nullable Void run() throws Exception {
                start(entry, arguments == null ? "" : arguments, instrumentation, attached);
                return null;
              }
            });
  }

  private static synchronized void start(
      Class<?> entry, String arguments, Instrumentation instrumentation, boolean attached)
      throws Exception {
    if (!attached && isTool(System.getProperty("sun.java.command", ""))) {
      return;
    }
    File jar = new File(entry.getProtectionDomain().getCodeSource().getLocation().toURI());
    AgentStarter starter = running;
    if (starter == null) {
      starter =
          (AgentStarter)
              new AgentClassLoader(jar).loadClass(STARTER).getDeclaredConstructor().newInstance();
      running = starter;
    }
    starter.start(arguments, instrumentation, attached, jar);
  }

  static boolean isTool(String command) {
    for (String tool : TOOLS) {
      if (command.startsWith(tool)) {
        return true;
      }
    }
    return false;
  }

  private AgentLauncher() {}
}
