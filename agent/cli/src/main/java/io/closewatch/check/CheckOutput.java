package io.closewatch.check;

import com.grack.nanojson.JsonWriterException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the formats that build servers read. */
final class CheckOutput {
  private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

  private final Path base;
  private final Path folder;
  private final List<String> sourceRoots;
  private final UnaryOperator<@Nullable String> environment;
  private final String version;

  CheckOutput(
      Path base,
      String folder,
      List<String> sourceRoots,
      UnaryOperator<@Nullable String> environment,
      String version) {
    this.base = base;
    this.folder = base.resolve(folder);
    this.sourceRoots = sourceRoots;
    this.environment = environment;
    this.version = version;
  }

  /**
   * Writes files, and prints what goes to standard output.
   *
   * @param problems gets a sentence for each file that could not be written
   */
  void write(
      CheckResult result, Set<OutputFormat> formats, PrintWriter out, List<String> problems) {
    SourceFiles sources = sources(formats);
    for (OutputFormat format : formats) {
      String name = format.fileName();
      if (name != null) {
        file(result, format, folder.resolve(name), sources, problems);
      } else if (format == OutputFormat.GITHUB) {
        out.print(GitHubAnnotations.render(result, sources));
        stepSummary(result, problems);
      }
    }
  }

  private void file(
      CheckResult result,
      OutputFormat format,
      Path file,
      SourceFiles sources,
      List<String> problems) {
    try {
      Files.createDirectories(folder);
      TextFile.replace(file, out -> content(result, format, sources, out));
    } catch (IOException | JsonWriterException e) {
      problems.add(file + " cannot be written: " + e);
    }
  }

  private void content(CheckResult result, OutputFormat format, SourceFiles sources, Writer out)
      throws IOException {
    switch (format) {
      case JUNIT:
        JUnitXml.write(result, out);
        return;
      case HTML:
        out.write(CheckHtml.render(result, version));
        return;
      case SARIF:
        SarifLog.write(result, sources, version, out);
        break;
      case GITLAB:
        GitLabJson.write(result, sources, out);
        break;
      default:
        throw new IllegalArgumentException("no file: " + format);
    }
    out.write('\n');
  }

  private void stepSummary(CheckResult result, List<String> problems) {
    String file = environment.apply(STEP_SUMMARY);
    if (file == null || file.isEmpty()) {
      return;
    }
    try {
      TextFile.append(Paths.get(file), GitHubAnnotations.summary(result));
    } catch (IOException e) {
      problems.add(STEP_SUMMARY + " " + file + " cannot be written: " + e);
    }
  }

  /** Looks for sources only if some format shows them. */
  private SourceFiles sources(Set<OutputFormat> formats) {
    List<Path> roots = new ArrayList<>();
    boolean needed =
        formats.contains(OutputFormat.SARIF)
            || formats.contains(OutputFormat.GITLAB)
            || formats.contains(OutputFormat.GITHUB);
    if (needed && sourceRoots.isEmpty()) {
      roots.addAll(SourceFiles.defaultRoots(base));
    }
    for (String root : sourceRoots) {
      roots.add(base.resolve(root));
    }
    return new SourceFiles(base, roots);
  }
}
