package io.closewatch.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Source files by name, for those that do not lie in the folders of their package. */
final class SourceIndex extends SimpleFileVisitor<Path> {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_FILES = 200_000;
  private static final int HEAD_LINES = 300;
  private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.`]+)");

  private final Map<String, List<Path>> files = new HashMap<>();
  private int count;

  private SourceIndex() {}

  static SourceIndex of(List<Path> roots) {
    SourceIndex index = new SourceIndex();
    for (Path root : roots) {
      try {
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, index);
      } catch (IOException e) {
        // What cannot be listed has no file for us.
      }
    }
    return index;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      String name = String.valueOf(file.getFileName());
      files.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
    }
    return ++count < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  /** The only file of that name that says it is of the package; null if none or several do. */
  @Nullable Path find(String packageName, String file) {
    Path only = null;
    for (Path path : files.getOrDefault(file, Collections.emptyList())) {
      if (packageName.equals(packageIn(path))) {
        if (only != null && !only.equals(path)) {
          return null;
        }
        only = path;
      }
    }
    return only;
  }

  private static @Nullable String packageIn(Path file) {
    // Every byte is a character of ISO 8859-1: no file is in the wrong encoding.
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (int i = 0; i < HEAD_LINES; i++) {
        String line = text.readLine();
        if (line == null) {
          return "";
        }
        Matcher matcher = PACKAGE.matcher(line);
        if (matcher.find()) {
          return matcher.group(1).replace("`", "");
        }
      }
      return "";
    } catch (IOException e) {
      return null;
    }
  }
}
