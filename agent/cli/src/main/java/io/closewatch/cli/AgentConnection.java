package io.closewatch.cli;

import io.closewatch.config.AttachCommand;
import io.closewatch.config.AttachCommand.Verb;
import io.closewatch.config.AttachReply;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends commands to the agent of another JVM, by {@link AttachCommand}. */
final class AgentConnection {
  // One argument of HotSpot's attach protocol: AttachOperation::arg_length_max.
  private static final int MAX_ARGUMENT = 1024;

  private final File procRoot;
  private final File tempDir;
  private final File jar;
  private final long ownPid;
  private final int ownUid;
  private final Supplier<@Nullable AgentLoading> api;

  AgentConnection(
      File procRoot,
      File tempDir,
      File jar,
      long ownPid,
      int ownUid,
      Supplier<@Nullable AgentLoading> api) {
    this.procRoot = procRoot;
    this.tempDir = tempDir;
    this.jar = jar;
    this.ownPid = ownPid;
    this.ownUid = ownUid;
    this.api = api;
  }

  /**
   * Carries out a command in another JVM.
   *
   * @throws CannotDoException if there is no answer
   */
  AttachReply send(long pid, Verb verb, String options) {
    AgentLoading loading = api.get();
    if (loading == null) {
      throw new CannotDoException(AttachErrors.noAttachApi(pid, jar, forJcmd(pid, verb, options)));
    }
    new TargetCheck(procRoot, ownPid, ownUid).check(pid, jar, loading);
    TargetProcess target = new TargetProcess(procRoot, pid);
    try (ReplyDirectory directory = ReplyDirectory.create(target, tempDir, ownUid)) {
      String argument = AttachCommand.of(verb, directory.fileForTarget(), options).toArgument();
      checkLength(argument);
      AttachFailedException failure = load(loading, pid, argument);
      return reply(pid, directory.file(), failure);
    }
  }

  private static String forJcmd(long pid, Verb verb, String options) {
    return verb == Verb.ATTACH
        ? options
        : AttachCommand.of(verb, new File("/tmp/closewatch-" + pid + ".txt"), options).toArgument();
  }

  private void checkLength(String argument) {
    if (jar.getPath().indexOf('=') >= 0) {
      throw new CannotDoException(
          "the JVM cuts the path of an agent at '='; move the jar out of " + jar.getParent());
    }
    int length = (jar.getPath() + "=" + argument).getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_ARGUMENT) {
      throw new CannotDoException(
          "the options are too long for an attach ("
              + length
              + " of "
              + MAX_ARGUMENT
              + " bytes); put them into a file and give config=FILE");
    }
  }

  private @Nullable AttachFailedException load(AgentLoading loading, long pid, String argument) {
    try {
      loading.load(pid, jar, argument);
      return null;
    } catch (AttachFailedException e) {
      return e;
    }
  }

  /**
   * An answer counts even if the API failed: that of Java 8 does not understand the "return code:
   * 0" of newer JVMs and throws although the agent was loaded.
   */
  private AttachReply reply(long pid, File file, @Nullable AttachFailedException failure) {
    if (file.isFile()) {
      try {
        return AttachReply.read(file);
      } catch (IOException e) {
        throw new CannotDoException("cannot read the agent's answer: " + e);
      }
    }
    if (failure != null) {
      throw new CannotDoException(AttachErrors.explain(pid, jar, failure));
    }
    throw new CannotDoException(
        "the agent was loaded into process "
            + pid
            + " and gave no answer; the standard error of that process says why");
  }
}
