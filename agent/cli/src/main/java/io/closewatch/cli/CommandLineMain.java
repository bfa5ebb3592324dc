package io.closewatch.cli;

import io.closewatch.config.ProcessId;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Paths;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;

/** The entry of {@code java -jar closewatch-agent.jar}. */
public final class CommandLineMain {
  private static final int UNKNOWN_UID = -1;
  private static final int WIDTH = 100;

  /**
   * Runs one command and returns its exit code: 0 done, 1 leaks found by {@code check}, 2 wrong
   * usage, 3 could not be done.
   *
   * @param agentJar the jar to load into other JVMs
   */
  @SuppressWarnings("SystemOut") // what a command line is for
  public static int run(String[] args, File agentJar) {
    File jar = canonical(agentJar);
    // The attach protocol itself uses /tmp, whatever java.io.tmpdir says.
    File tmp = new File("/tmp");
    AgentConnection connection =
        new AgentConnection(
            new File("/proc"),
            tmp.isDirectory() ? tmp : new File(System.getProperty("java.io.tmpdir")),
            jar,
            ProcessId.current(),
            ownUid(),
            AttachApi::find);
    return run(
        args,
        jar,
        connection,
        writer(System.out, "stdout.encoding"),
        writer(System.err, "stderr.encoding"));
  }

  static int run(
      String[] args, File jar, AgentConnection connection, PrintWriter out, PrintWriter err) {
    CommandLine line =
        new CommandLine(new ClosewatchCommand(connection, out, err), new Factory(jar))
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(WIDTH)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  err.println("closewatch: " + e);
                  return ClosewatchCommand.CANNOT;
                });
    int code = execute(line, args, err);
    out.flush();
    err.flush();
    return code;
  }

  private static int execute(CommandLine line, String[] args, PrintWriter err) {
    if (args.length == 0) {
      line.usage(err);
      return ClosewatchCommand.USAGE;
    }
    return line.setParameterExceptionHandler(CommandLineMain::wrongUsage).execute(args);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("closewatch: " + e.getMessage());
    command.usage(command.getErr());
    return ClosewatchCommand.USAGE;
  }

  /** Since Java 18 the default charset is not that of the terminal any more. */
  private static PrintWriter writer(PrintStream stream, String encodingProperty) {
    String name = System.getProperty(encodingProperty);
    Charset charset =
        name != null && Charset.isSupported(name)
            ? Charset.forName(name)
            : Charset.defaultCharset();
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }

  private static File canonical(File jar) {
    try {
      return jar.getCanonicalFile();
    } catch (IOException e) {
      return jar.getAbsoluteFile();
    }
  }

  private static int ownUid() {
    try {
      // Not of /proc/self, a link that belongs to root.
      return TargetProcess.uidOf(Paths.get("/proc/self/task"));
    } catch (IOException | UnsupportedOperationException e) {
      return UNKNOWN_UID;
    }
  }

  private CommandLineMain() {}

  /** Gives the version provider the jar that it reads. */
  private static final class Factory implements IFactory {
    private final File jar;

    Factory(File jar) {
      this.jar = jar;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == JarVersion.class
          ? type.cast(new JarVersion(jar))
          : CommandLine.defaultFactory().create(type);
    }
  }
}
