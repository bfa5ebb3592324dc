package io.closewatch.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What {@code check} takes; filled by picocli. */
final class CheckOptions {
  @Parameters(
      paramLabel = "REPORT",
      arity = "1..*",
      description =
          "JSON reports: files, directories of them, or patterns in quotes, such as"
              + " \"**/target/closewatch/*.json\".")
  List<String> reports = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Known leaks: lines of fingerprint, max=N and # comment; until=DATE ends one.")
  @Nullable String baseline;

  @Option(
      names = "--update-baseline",
      description = "Lower the counts of the baseline to what there is; adds and removes nothing.")
  boolean updateBaseline;

  @Option(
      names = "--allow-raise",
      description = "With --update-baseline: raise counts and add new leaks too.")
  boolean allowRaise;

  @Option(
      names = "--prune",
      description = "With --update-baseline: remove entries that no longer occur too.")
  boolean prune;

  @Option(
      names = "--max-leaks",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many lines with new leaks are let pass; default 0.")
  long maxLeaks;

  @Option(
      names = "--suppressions",
      paramLabel = "FILE",
      description = "Lines leak:PATTERN, for class or class.method of any frame; * and ? allowed.")
  @Nullable String suppressions;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      description =
          "text (always printed), junit, sarif, gitlab, html (files in --output), github"
              + " (annotations, printed).")
  List<String> formats = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "Where TEST-closewatch.xml, closewatch.sarif, gl-code-quality-report.json and"
              + " closewatch.html go; default: here.")
  String output = ".";

  @Option(
      names = "--source-root",
      paramLabel = "DIR",
      description = "Folder of sources, repeatable; default: src/*/java, kotlin, groovy, scala.")
  List<String> sourceRoots = new ArrayList<>();

  @Option(
      names = "--allow-unknown",
      description = "Judge by the rest where the kernel could not be read, or lines are not known.")
  boolean allowUnknown;

  /**
   * Checks what picocli cannot.
   *
   * @return the formats to write
   */
  Set<OutputFormat> checked(CommandLine command) {
    Set<OutputFormat> chosen = EnumSet.of(OutputFormat.TEXT);
    for (String name : formats) {
      OutputFormat format = OutputFormat.of(name.trim());
      if (format == null) {
        throw new ParameterException(
            command, "--format knows " + String.join(", ", OutputFormat.names()) + ", not " + name);
      }
      chosen.add(format);
    }
    if (maxLeaks < 0) {
      throw new ParameterException(command, "--max-leaks is 0 or more, not " + maxLeaks);
    }
    if (updateBaseline && baseline == null) {
      throw new ParameterException(command, "--update-baseline needs --baseline FILE");
    }
    if (!updateBaseline && (allowRaise || prune)) {
      throw new ParameterException(
          command, (allowRaise ? "--allow-raise" : "--prune") + " needs --update-baseline");
    }
    return chosen;
  }
}
