package io.closewatch.cli;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** Says in words why an attach failed and what to do. */
final class AttachErrors {

  /** The sentence for a failure of the attach API. */
  static String explain(long pid, File jar, AttachFailedException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Dynamic agent loading is not enabled")) {
      return dynamicLoadingIsOff(pid, jar);
    }
    switch (failure.type()) {
      case "AttachNotSupportedException":
        return doesNotAnswer(pid, jar, failure);
      case "AgentInitializationException":
        return failedInTarget(pid, failure);
      case "AgentLoadException":
        return notLoaded(pid, jar, failure);
      default:
        return "cannot attach to process "
            + pid
            + " ("
            + failure.text()
            + "); try the java command of the same JDK and the same user as the process, or restart"
            + " it with -javaagent:"
            + jar;
    }
  }

  static String dynamicLoadingIsOff(long pid, File jar) {
    return "process "
        + pid
        + " does not let agents be loaded (-XX:-EnableDynamicAgentLoading); restart it with"
        + " -XX:+EnableDynamicAgentLoading, or with the agent: -javaagent:"
        + jar;
  }

  /** For a runtime without the attach API. */
  static String noAttachApi(long pid, File jar, @Nullable String argument) {
    StringBuilder text =
        new StringBuilder("this Java runtime (")
            .append(System.getProperty("java.home"))
            .append(") cannot attach to other processes; run this command with the java of a JDK,")
            .append(" or load the agent with a JDK's jcmd:\n  jcmd ")
            .append(pid)
            .append(" JVMTI.agent_load ")
            .append(jar);
    if (argument != null && !argument.isEmpty()) {
      // jcmd cuts an argument at its first '=' unless it sees quotes of its own.
      text.append(" '\"").append(argument).append("\"'");
    }
    return text.toString();
  }

  private static String doesNotAnswer(long pid, File jar, AttachFailedException failure) {
    return "process "
        + pid
        + " does not answer to attach ("
        + failure.getMessage()
        + "); it may hang, be stopped, have -XX:+DisableAttachMechanism, or see another /tmp (then"
        + " run this command inside its container). Otherwise restart it with -javaagent:"
        + jar;
  }

  private static String failedInTarget(long pid, AttachFailedException failure) {
    return "the agent failed to start in process "
        + pid
        + " ("
        + failure.getMessage()
        + "); the standard error of that process says why. The agent needs Java 8 or newer";
  }

  private static String notLoaded(long pid, File jar, AttachFailedException failure) {
    return "process "
        + pid
        + " could not load "
        + jar
        + " ("
        + failure.getMessage()
        + "); check that its user may read the file, and that its runtime has the module"
        + " java.instrument";
  }

  private AttachErrors() {}
}
