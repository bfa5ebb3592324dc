package io.closewatch.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;

/** The agent proper, seen from the boot loader; implemented in the agent loader. */
public interface AgentStarter {

  /**
   * Starts the agent; a further call is a command to the one that runs already. Never throws.
   *
   * @param arguments what stands behind {@code -javaagent:jar=}, or ""
   * @param attached true if the JVM was already running
   * @param agentJar the jar that the agent came from
   */
  void start(String arguments, Instrumentation instrumentation, boolean attached, File agentJar);
}
