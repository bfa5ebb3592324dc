package io.closewatch.agent;

import io.closewatch.bootstrap.AgentClassLoader;
import io.closewatch.bootstrap.AgentLauncher;
import java.io.File;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls: as agent, or as {@code java -jar}. Loaded by the system loader; does as
 * little as possible, keeps no state, and never throws into the JVM (a premain that throws aborts
 * it).
 */
public final class ClosewatchAgent {
  private static final String COMMAND_LINE = "io.closewatch.cli.CommandLineMain";

  /** Called by {@code -javaagent:} before the application's main method. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, false);
  }

  /** Called when the agent is attached to a running JVM; each time again. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, true);
  }

  /**
   * The command line.
   *
   * @throws Exception if the jar is damaged
   */
  public static void main(String[] arguments) throws Exception {
    File jar =
        new File(ClosewatchAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Object status =
        new AgentClassLoader(jar)
            .loadClass(COMMAND_LINE)
            .getMethod("run", String[].class, File.class)
            .invoke(null, arguments, jar);
    System.exit((Integer) status);
  }

  private static void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
    try {
      BootClasses.define(instrumentation);
      AgentLauncher.launch(ClosewatchAgent.class, arguments, instrumentation, attached);
    } catch (Throwable t) {
      Throwable cause = t.getCause() == null ? t : t.getCause();
      System.err.println("closewatch: WARN not started, the application runs without it: " + cause);
    }
  }

  private ClosewatchAgent() {}
}
