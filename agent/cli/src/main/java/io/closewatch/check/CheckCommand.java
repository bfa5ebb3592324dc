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
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private CheckOptions options = new CheckOptions();

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
    Set<OutputFormat> chosen = options.checked(spec().commandLine());
    try {
      Path file = options.baseline == null ? null : base.resolve(options.baseline);
      Baseline known = baseline(file);
      Suppressions hidden =
          options.suppressions == null
              ? Suppressions.NONE
              : Suppressions.read(base.resolve(options.suppressions));
      Merge merge = new Merge();
      ReportPaths paths = new ReportPaths(base, merge);
      options.reports.forEach(paths::add);
      return judge(new Gate(merge, hidden, today), known, file, chosen);
    } catch (BadFileException | InvalidPathException e) {
      spec().commandLine().getErr().println("closewatch: " + e.getMessage());
      return CheckResult.USAGE;
    }
  }

  private int judge(Gate gate, Baseline old, @Nullable Path file, Set<OutputFormat> chosen) {
    List<String> problems = new ArrayList<>();
    BaselineUpdate update = BaselineUpdate.none(old);
    if (options.updateBaseline && file != null) {
      update = updated(gate, old, file, problems);
    }
    CheckResult result =
        gate.judge(update.baseline(), options.maxLeaks, options.allowUnknown, update.changes());
    PrintWriter out = spec().commandLine().getOut();
    out.print(CheckText.render(result));
    new CheckOutput(base, options.output, options.sourceRoots, environment, version())
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
      if (options.updateBaseline && options.allowRaise) {
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
    if (!gate.problems(options.allowUnknown).isEmpty()) {
      problems.add("baseline " + file + " is left as it is: the reports are not complete");
      return BaselineUpdate.none(old);
    }
    BaselineUpdate update = gate.update(old, options.allowRaise, options.prune);
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

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("run by picocli only");
    }
    return spec;
  }

  private String version() {
    String[] version = spec().root().version();
    String text = version.length == 0 ? "" : version[0];
    return text.substring(text.lastIndexOf(' ') + 1);
  }
}
