package io.closewatch.cli;

import io.closewatch.config.AttachCommand;
import io.closewatch.config.AttachReply;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands for the target JVM: answers each command, or fails as told. */
final class FakeAgent implements AgentLoading {
  final List<String> commands = new ArrayList<>();
  @Nullable AttachReply reply;
  @Nullable AttachFailedException failure;

  @Override
  public void load(long pid, File jar, String argument) throws AttachFailedException {
    AttachCommand command = AttachCommand.parse(argument);
    commands.add(command.verb() + " " + pid + " [" + command.options() + "]");
    if (reply != null) {
      try {
        reply.writeTo(command.replyFile());
      } catch (IOException e) {
        throw new AttachFailedException(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public boolean isJvm(long pid) {
    return pid == 99;
  }
}
