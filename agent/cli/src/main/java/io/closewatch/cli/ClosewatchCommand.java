package io.closewatch.cli;

import io.closewatch.check.CheckCommand;
import io.closewatch.config.AttachCommand.Verb;
import io.closewatch.config.AttachReply;
import io.closewatch.config.AttachReply.Outcome;
import io.closewatch.config.Config;
import io.closewatch.config.OptionsTable;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands. */
@Command(
    name = "closewatch",
    description = "Finds the line of code that leaks sockets in a running JVM.",
    mixinStandardHelpOptions = true,
    versionProvider = JarVersion.class,
    subcommands = {CheckCommand.class, PrometheusConfigCommand.class},
    footer = {
      "",
      "To start a program with the agent: java -javaagent:closewatch-agent.jar[=k=v,...] ...",
      "Exit codes: 0 done, 1 leaks found (check), 2 wrong usage, 3 could not be done."
    })
final class ClosewatchCommand {
  static final int DONE = 0;
  static final int USAGE = 2;
  static final int CANNOT = 3;

  private static final String OPTIONS_HELP =
      "Options for the agent, see the command \"options\"; unused if it runs already.";

  private final AgentConnection connection;
  private final PrintWriter out;
  private final PrintWriter err;

  ClosewatchCommand(AgentConnection connection, PrintWriter out, PrintWriter err) {
    this.connection = connection;
    this.out = out;
    this.err = err;
  }

  @Command(description = "Loads the agent into a running JVM.", mixinStandardHelpOptions = true)
  int attach(
      @Parameters(paramLabel = "PID", description = "Process id of the JVM.") long pid,
      @Parameters(paramLabel = "k=v,...", arity = "0..1", description = OPTIONS_HELP)
          @Nullable String options) {
    return run(Verb.ATTACH, pid, options);
  }

  @Command(
      description = "Prints the report of a running JVM; loads the agent if it is not there.",
      mixinStandardHelpOptions = true)
  int report(
      @Parameters(paramLabel = "PID", description = "Process id of the JVM.") long pid,
      @Parameters(paramLabel = "k=v,...", arity = "0..1", description = OPTIONS_HELP)
          @Nullable String options,
      @Option(
              names = "--format",
              paramLabel = "text|html|json",
              defaultValue = "text",
              description = "How to print it; text if not given.")
          ReportFormat format) {
    return run(format.verb(), pid, options);
  }

  @Command(
      description = "Tells whether the agent runs in a JVM, and how it is.",
      mixinStandardHelpOptions = true)
  int status(@Parameters(paramLabel = "PID", description = "Process id of the JVM.") long pid) {
    return run(Verb.STATUS, pid, null);
  }

  @Command(
      description = "Switches the agent off in a running JVM and restores its classes.",
      mixinStandardHelpOptions = true)
  int stop(@Parameters(paramLabel = "PID", description = "Process id of the JVM.") long pid) {
    return run(Verb.STOP, pid, null);
  }

  @Command(description = "Lists the options of the agent.", mixinStandardHelpOptions = true)
  int options() {
    out.print(
        "Options of the agent, in this order of precedence: agent argument (k=v,k2=v2; a comma in a\n"
            + "value is written \\,), system property closewatch.k, environment variable CLOSEWATCH_K\n"
            + "(CLOSE_WAIT_GRACE for closeWaitGrace), properties file named by the option config.\n\n");
    out.print(OptionsTable.help());
    return DONE;
  }

  private int run(Verb verb, long pid, @Nullable String options) {
    if (pid < 1) {
      err.println("closewatch: a process id is a positive number, not " + pid);
      return USAGE;
    }
    List<String> wrong = Config.check(options);
    if (!wrong.isEmpty()) {
      for (String sentence : wrong) {
        err.println("closewatch: " + sentence);
      }
      return USAGE;
    }
    try {
      return show(verb, connection.send(pid, verb, options == null ? "" : options));
    } catch (CannotDoException e) {
      err.println("closewatch: " + e.getMessage());
      return CANNOT;
    }
  }

  private int show(Verb verb, AttachReply reply) {
    if (reply.outcome() == Outcome.ERROR) {
      err.println("closewatch: " + reply.text().trim());
      return CANNOT;
    }
    out.print(reply.text());
    if (!reply.text().endsWith("\n")) {
      out.println();
    }
    // To stop what does not run is done already.
    return reply.outcome() == Outcome.OK || verb == Verb.STOP ? DONE : CANNOT;
  }
}
