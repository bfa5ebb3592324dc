package io.closewatch.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The gate of a build: fails it when reports have leaks that are not known. */
@Command(
    name = "check",
    description = "Fails a build whose reports have leaks that the baseline does not know.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 clean; 1 more new leaks than --max-leaks, also if some reports cannot be used;",
      "2 wrong usage; 3 no usable data: no report, one that is cut off, foreign or of a newer",
      "version, an agent that did not work, a kernel that could not be read."
    })
public final class CheckCommand implements Callable<Integer> {
  private final Path base;
  private final UnaryOperator<@Nullable String> environment;
  private final LocalDate today;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "REPORT",
      arity = "1..*",
      description =
          "JSON reports: files, directories of them, or patterns in quotes, such as"
              + " \"**/target/closewatch/*.json\".")
  private List<String> reports = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Known leaks: lines of fingerprint, max=N and # comment; until=DATE ends one.")
  private @Nullable String baseline;

  @Option(
      names = "--update-baseline",
      description = "Lower the counts of the baseline to what there is; adds and removes nothing.")
  private boolean updateBaseline;

  @Option(
      names = "--allow-raise",
      description = "With --update-baseline: raise counts and add new leaks too.")
  private boolean allowRaise;

  @Option(
      names = "--prune",
      description = "With --update-baseline: remove entries that no longer occur too.")
  private boolean prune;

  @Option(
      names = "--max-leaks",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many lines with new leaks are let pass; default 0.")
  private long maxLeaks;

  @Option(
      names = "--suppressions",
      paramLabel = "FILE",
      description = "Lines leak:PATTERN, for class or class.method of any frame; * and ? allowed.")
  private @Nullable String suppressions;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      description =
          "text (always printed), junit, sarif, gitlab (files in --output), github (annotations,"
              + " printed).")
  private List<String> formats = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "Where TEST-closewatch.xml, closewatch.sarif and gl-code-quality-report.json go; default:"
              + " here.")
  private String output = ".";

  @Option(
      names = "--source-root",
      paramLabel = "DIR",
      description = "Folder of sources, repeatable; default: src/*/java, kotlin, groovy, scala.")
  private List<String> sourceRoots = new ArrayList<>();

  @Option(
      names = "--allow-unknown",
      description = "Judge by the rest where the kernel could not be read, or lines are not known.")
  private boolean allowUnknown;

  /** For the command line; paths are relative to the working directory. */
  public CheckCommand() {
    this(Paths.get(""), System::getenv, LocalDate.now(ZoneOffset.UTC));
  }

  CheckCommand(Path base, UnaryOperator<@Nullable String> environment, LocalDate today) {
    this.base = base;
    this.environment = environment;
    this.today = today;
  }

  @Override
  public Integer call() {
    Set<OutputFormat> chosen = usage();
    try {
      Path file = baseline == null ? null : base.resolve(baseline);
      Baseline known = baseline(file);
      Suppressions hidden =
          suppressions == null ? Suppressions.NONE : Suppressions.read(base.resolve(suppressions));
      Merge merge = new Merge();
      ReportPaths paths = new ReportPaths(base, merge);
      reports.forEach(paths::add);
      return judge(new Gate(merge, hidden, today), known, file, chosen);
    } catch (BadFileException | InvalidPathException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int judge(Gate gate, Baseline old, @Nullable Path file, Set<OutputFormat> chosen) {
    List<String> problems = new ArrayList<>();
    BaselineUpdate update = BaselineUpdate.none(old);
    if (updateBaseline && file != null) {
      update = updated(gate, old, file, problems);
    }
    CheckResult result = gate.judge(update.baseline(), maxLeaks, allowUnknown, update.changes());
    PrintWriter out = spec().commandLine().getOut();
    out.print(CheckText.render(result));
    new CheckOutput(base, output, sourceRoots, environment, version())
        .write(result, chosen, out, problems);
    out.flush();
    for (String problem : problems) {
      spec().commandLine().getErr().println("closewatch: " + problem);
    }
    int code = result.exitCode();
    return code == CheckResult.CLEAN && !problems.isEmpty() ? CheckResult.NO_DATA : code;
  }

  private Baseline baseline(@Nullable Path file) throws BadFileException {
    if (file == null) {
      return Baseline.NONE;
    }
    if (!Files.exists(file)) {
      if (updateBaseline && allowRaise) {
        return Baseline.empty();
      }
      throw new BadFileException(
          "baseline "
              + file
              + " does not exist; --update-baseline --allow-raise makes one of the leaks there are");
    }
    return Baseline.read(file);
  }

  private BaselineUpdate updated(Gate gate, Baseline old, Path file, List<String> problems) {
    if (!gate.problems(allowUnknown).isEmpty()) {
      problems.add("baseline " + file + " is left as it is: the reports are not complete");
      return BaselineUpdate.none(old);
    }
    BaselineUpdate update = gate.update(old, allowRaise, prune);
    try {
      if (!update.changes().isEmpty() || !Files.exists(file)) {
        update.baseline().write(file);
      }
    } catch (IOException e) {
      problems.add("baseline " + file + " cannot be written: " + e);
      return BaselineUpdate.none(old);
    }
    return update;
  }

  /** What picocli cannot check. */
  private Set<OutputFormat> usage() {
    Set<OutputFormat> chosen = EnumSet.of(OutputFormat.TEXT);
    for (String name : formats) {
      OutputFormat format = OutputFormat.of(name.trim());
      if (format == null) {
        throw wrong("--format knows " + String.join(", ", OutputFormat.names()) + ", not " + name);
      }
      chosen.add(format);
    }
    if (maxLeaks < 0) {
      throw wrong("--max-leaks is 0 or more, not " + maxLeaks);
    }
    if (updateBaseline && baseline == null) {
      throw wrong("--update-baseline needs --baseline FILE");
    }
    if (!updateBaseline && (allowRaise || prune)) {
      throw wrong((allowRaise ? "--allow-raise" : "--prune") + " needs --update-baseline");
    }
    return chosen;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("run by picocli only");
    }
    return spec;
  }

  private String version() {
    String[] version = spec().root().version();
    String text = version.length == 0 ? "unknown" : version[0];
    return text.substring(text.lastIndexOf(' ') + 1);
  }
}
