package io.closewatch.cli;

import java.io.File;
import java.io.IOException;

/**
 * Finds out before an attach why it cannot work. The attach API sends SIGQUIT, which ends a process
 * that is no JVM: whatever is not known to be one is left alone.
 */
final class TargetCheck {
  private static final int ROOT = 0;

  private final File procRoot;
  private final long ownPid;
  private final int ownUid;

  TargetCheck(File procRoot, long ownPid, int ownUid) {
    this.procRoot = procRoot;
    this.ownPid = ownPid;
    this.ownUid = ownUid;
  }

  /** Throws if the agent cannot be loaded into the process. */
  void check(long pid, File jar, AgentLoading loading) {
    if (pid == ownPid) {
      throw new CannotDoException(
          "process " + pid + " is this command itself; give the id of the JVM to look into");
    }
    if (!new File(procRoot, "self").exists()) {
      checkWithoutProc(pid, loading);
      return;
    }
    TargetProcess target = new TargetProcess(procRoot, pid);
    checkExists(target, pid);
    checkOwner(target, pid, jar);
    checkIsJvm(target, pid);
    checkFlags(target, pid, jar);
    checkNamespace(target, pid, jar);
  }

  private static void checkWithoutProc(long pid, AgentLoading loading) {
    if (!loading.isJvm(pid)) {
      throw new CannotDoException(
          "process " + pid + " is not among the JVMs of this user; list them with: jcmd -l");
    }
  }

  private static void checkExists(TargetProcess target, long pid) {
    if (!target.exists()) {
      throw new CannotDoException(
          "there is no process " + pid + "; list the Java processes with: jcmd -l");
    }
    if (target.threadGroup() != pid) {
      throw new CannotDoException(
          pid + " is a thread of process " + target.threadGroup() + "; give the process id");
    }
  }

  private void checkOwner(TargetProcess target, long pid, File jar) {
    try {
      if (ownUid != ROOT && target.uid() != ownUid) {
        throw new CannotDoException(
            "process "
                + pid
                + " belongs to user "
                + target.user()
                + "; run this command as that user: sudo -u "
                + target.user()
                + " java -jar "
                + jar
                + " ...");
      }
    } catch (IOException e) {
      throw new CannotDoException("there is no process " + pid + " any more");
    }
  }

  private static void checkIsJvm(TargetProcess target, long pid) {
    try {
      if (!target.hasJvm()) {
        throw new CannotDoException(
            "process "
                + pid
                + " ("
                + target.program()
                + ") is no JVM and is left alone; list the Java processes with: jcmd -l");
      }
    } catch (IOException e) {
      throw new CannotDoException(
          "cannot tell whether process "
              + pid
              + " is a JVM ("
              + e
              + ") and leave it alone; run this command as root or as the user of the process");
    }
  }

  private static void checkFlags(TargetProcess target, long pid, File jar) {
    if (target.isSet("DisableAttachMechanism", true)) {
      throw new CannotDoException(
          "process "
              + pid
              + " was started with -XX:+DisableAttachMechanism; restart it without that option, or"
              + " with the agent: -javaagent:"
              + jar);
    }
    if (target.isSet("EnableDynamicAgentLoading", false)) {
      throw new CannotDoException(AttachErrors.dynamicLoadingIsOff(pid, jar));
    }
  }

  private static void checkNamespace(TargetProcess target, long pid, File jar) {
    if (target.isInOtherMountNamespace() && !target.sees(jar)) {
      throw new CannotDoException(
          "process "
              + pid
              + " runs in a container and does not see "
              + jar
              + "; copy the jar into the container (docker cp, kubectl cp) and run there: java -jar "
              + jar.getName()
              + " report "
              + target.innermostPid());
    }
  }
}
