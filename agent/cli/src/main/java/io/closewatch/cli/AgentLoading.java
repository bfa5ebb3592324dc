package io.closewatch.cli;

import java.io.File;

/** Makes another JVM load the agent. */
interface AgentLoading {

  /** Loads the jar in the JVM and calls its agentmain with the argument; returns when that did. */
  void load(long pid, File jar, String argument) throws AttachFailedException;

  /** Whether the process is known to be a JVM of this user; asked only where there is no /proc. */
  boolean isJvm(long pid);
}
