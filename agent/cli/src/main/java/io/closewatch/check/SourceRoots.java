package io.closewatch.check;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The folders {@code src/main/java}, {@code src/test/kotlin} and so on of all modules. */
final class SourceRoots extends SimpleFileVisitor<Path> {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_FOLDERS = 20_000;
  private static final List<String> LANGUAGES = Arrays.asList("java", "kotlin", "groovy", "scala");
  private static final Set<String> NO_MODULES =
      new HashSet<>(Arrays.asList("target", "build", "out", "bin", "node_modules"));

  private final Path base;
  private final TreeSet<Path> modules = new TreeSet<>();
  private int folders;

  private SourceRoots(Path base) {
    this.base = base;
  }

  static List<Path> below(Path base) throws IOException {
    SourceRoots modules = new SourceRoots(base);
    Files.walkFileTree(base, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, modules);
    List<Path> roots = new ArrayList<>();
    for (Path module : modules.modules) {
      List<Path> sets = children(module.resolve("src"));
      // Production code first: a class of the same name in tests is the rarer case.
      sets.sort((a, b) -> Boolean.compare(b.endsWith("main"), a.endsWith("main")));
      for (Path set : sets) {
        for (String language : LANGUAGES) {
          if (Files.isDirectory(set.resolve(language))) {
            roots.add(set.resolve(language));
          }
        }
      }
    }
    return roots;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    String name = String.valueOf(folder.getFileName());
    if (name.equals("src") && !folder.equals(base)) {
      modules.add(folder.getParent());
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (++folders > MAX_FOLDERS) {
      return FileVisitResult.TERMINATE;
    }
    boolean skip = !folder.equals(base) && (name.startsWith(".") || NO_MODULES.contains(name));
    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isDirectory).sorted().forEach(children::add);
    }
    return children;
  }
}
