package io.closewatch.cli;

import io.closewatch.config.AttachCommand;
import io.closewatch.config.AttachReply;
import java.util.concurrent.CountDownLatch;

/** A JVM that waits, and an agent that answers with the command that it got. */
public final class EchoAgent {

  public static void agentmain(String argument) throws Exception {
    AttachCommand command = AttachCommand.parse(argument);
    new AttachReply(
            AttachReply.Outcome.OK, "echo: " + command.verb() + " [" + command.options() + "]")
        .writeTo(command.replyFile());
  }

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  private EchoAgent() {}
}
