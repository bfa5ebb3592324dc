package io.closewatch.instrumentation;

import io.closewatch.bootstrap.AgentStarter;
import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.bootstrap.RequestHooks;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.config.AttachCommand;
import io.closewatch.config.AttachReply;
import io.closewatch.config.AttachReply.Outcome;
import io.closewatch.config.Config;
import io.closewatch.log.Log;
import io.closewatch.report.HtmlReport;
import io.closewatch.report.JsonReport;
import io.closewatch.report.TextReport;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Starts the agent at most once per JVM; every later attach is a command to it. Loaded by name from
 * the boot loader.
 */
public final class AgentStarterImpl implements AgentStarter {
  private static final Logger logger = Log.of(AgentStarterImpl.class);

  private static final String ALREADY = " (it ran already: options were left unused)";

  private @Nullable RunningAgent running;

  @Override
  public synchronized void start(
      String arguments, Instrumentation instrumentation, boolean attached, File agentJar) {
    try {
      if (attached) {
        obey(AttachCommand.parse(arguments), instrumentation, agentJar);
      } else if (running != null) {
        logger.warn("the agent is given twice; the second one and its options are ignored");
      } else {
        install(arguments, instrumentation, false, agentJar);
      }
    } catch (Throwable t) {
      SocketHooks.install(null);
      RequestHooks.install(null);
      PoolHooks.install(null);
      logger.error("not started, the application runs without closewatch", t);
    }
  }

  private void obey(AttachCommand command, Instrumentation instrumentation, File agentJar) {
    AttachReply reply;
    try {
      reply = answer(command, instrumentation, agentJar);
    } catch (Throwable t) {
      logger.error("{} failed", command.word(), t);
      reply = new AttachReply(Outcome.ERROR, "The agent failed: " + t);
    }
    File file = command.replyFile();
    if (file == null) {
      logger.info("{}", reply.text());
      return;
    }
    try {
      reply.writeTo(file);
    } catch (IOException e) {
      logger.warn("the answer cannot be written to {}: {}", file, e.toString());
    }
  }

  private AttachReply answer(
      AttachCommand command, Instrumentation instrumentation, File agentJar) {
    boolean ranBefore = running != null;
    if (!ranBefore && command.verb().installs()) {
      install(command.options(), instrumentation, true, agentJar);
    }
    RunningAgent agent = running;
    switch (command.verb()) {
      case OPTIONS:
      case ATTACH:
        return agent == null ? notRunning() : ok(agent.status() + (ranBefore ? ALREADY : ""));
      case STATUS:
        return agent == null ? notRunning() : ok(agent.status());
      case REPORT:
        return agent == null ? notRunning() : ok(new TextReport().render(agent.scan()));
      case REPORT_HTML:
        return agent == null ? notRunning() : ok(new HtmlReport().render(agent.scan()));
      case REPORT_JSON:
        return agent == null ? notRunning() : ok(new JsonReport().render(agent.scan()));
      case STOP:
        return agent == null ? notRunning() : ok(agent.stop());
      default:
        return new AttachReply(
            Outcome.ERROR,
            "The agent in this JVM does not know the command '" + command.word() + "'.");
    }
  }

  private static AttachReply ok(String text) {
    return new AttachReply(Outcome.OK, text);
  }

  private static AttachReply notRunning() {
    return new AttachReply(Outcome.NOT_RUNNING, "closewatch does not run in this JVM.");
  }

  private void install(
      String arguments, Instrumentation instrumentation, boolean attached, File agentJar) {
    Config config = Config.load(arguments);
    Log.level(config.logLevel());
    for (String warning : config.warnings()) {
      logger.warn("{}", warning);
    }
    if (config.enabled()) {
      running = new RunningAgent(this, config, instrumentation, attached, agentJar);
    }
  }

  /** After a stop the agent may be attached anew. */
  synchronized void forget(RunningAgent stopped) {
    if (running == stopped) {
      running = null;
    }
  }
}
