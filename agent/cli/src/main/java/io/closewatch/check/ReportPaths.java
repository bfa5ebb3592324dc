package io.closewatch.check;

import io.closewatch.report.Glob;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns arguments into reports: a file must be one; of a directory, and of a pattern that the shell
 * has left alone, those that are one count, and there must be at least one. Not thread-safe.
 */
final class ReportPaths {
  private static final int MAX_DEPTH = 32;
  private static final String ADVICE =
      "Run the tests with -javaagent:closewatch-agent.jar=report=json,reportDir=... and check that"
          + " directory. A JVM that was killed writes no report.";

  private final Path base;
  private final Merge merge;
  private final Set<Path> seen = new HashSet<>();

  ReportPaths(Path base, Merge merge) {
    this.base = base;
    this.merge = merge;
  }

  void add(String argument) {
    Path path = base.resolve(argument);
    if (Files.isDirectory(path)) {
      addAll(argument, children(argument, path));
    } else if (Glob.isPattern(argument) && !Files.exists(path)) {
      addAll(argument, matches(argument));
    } else if (isFirst(path)) {
      merge.add(ReportReader.read(path, argument));
    }
  }

  private void addAll(String argument, List<Path> files) {
    boolean any = false;
    for (Path path : files) {
      if (!isFirst(path)) {
        any = true; // another argument has brought it, and judged it
        continue;
      }
      ReportFile file = ReportReader.read(path, shown(path));
      if (file.isOurs()) {
        any = true;
        merge.add(file);
      } else {
        merge.skip(file.name());
      }
    }
    if (!any) {
      merge.add(
          Problem.noData(argument, files.isEmpty() ? "gives no file" : "has no report", ADVICE));
    }
  }

  /** As the user would write it: relative to where the command runs, if it lies there. */
  private String shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path here = base.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }

  private boolean isFirst(Path path) {
    try {
      return seen.add(path.toRealPath());
    } catch (IOException e) {
      return seen.add(path.toAbsolutePath().normalize());
    }
  }

  private List<Path> children(String argument, Path directory) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    } catch (IOException e) {
      merge.add(Problem.noData(argument, "cannot be listed: " + e, ADVICE));
    }
    Collections.sort(files);
    return files;
  }

  private List<Path> matches(String argument) {
    String glob = argument.replace('\\', '/');
    int wildcard = 0;
    while (!Glob.isPattern(glob.substring(wildcard, wildcard + 1))) {
      wildcard++;
    }
    int slash = glob.lastIndexOf('/', wildcard) + 1;
    Path start = base.resolve(glob.substring(0, slash));
    Pattern pattern = Glob.ofPath(glob.substring(slash));
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          start,
          EnumSet.noneOf(FileVisitOption.class),
          MAX_DEPTH,
          new Matches(start, pattern, files));
    } catch (IOException e) {
      merge.add(Problem.noData(argument, "cannot be searched: " + e, ADVICE));
    }
    Collections.sort(files);
    return files;
  }

  /** Collects files; a folder that may not be read is left out. */
  private static final class Matches extends SimpleFileVisitor<Path> {
    private final Path start;
    private final Pattern pattern;
    private final List<Path> files;

    Matches(Path start, Pattern pattern, List<Path> files) {
      this.start = start;
      this.pattern = pattern;
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String relative = start.relativize(file).toString().replace('\\', '/');
      if (Files.isRegularFile(file) && pattern.matcher(relative).matches()) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
