package io.closewatch.check;

import io.closewatch.tracker.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source file of a class: by its package's folders below one of the source roots, else,
 * since Kotlin may leave leading packages out, the only file of that name that declares the
 * package. Names come from reports: none leads out of the roots. Not thread-safe.
 */
final class SourceFiles {
  private static final Pattern NAME = Pattern.compile("[^/\\\\\\x00-\\x1f]{1,200}");

  private final Path base;
  private final List<Path> roots;
  private final Map<String, Optional<Path>> found = new HashMap<>();
  private @Nullable SourceIndex index;

  /**
   * Looks below these roots.
   *
   * @param base where the command runs: the root of the project
   */
  SourceFiles(Path base, List<Path> roots) {
    this.base = base.toAbsolutePath().normalize();
    List<Path> absolute = new ArrayList<>();
    roots.forEach(root -> absolute.add(this.base.resolve(root).normalize()));
    this.roots = Collections.unmodifiableList(absolute);
  }

  /** The line in the project's sources, or null if there is no such file. */
  @Nullable SourceLine of(@Nullable Frame frame) {
    if (frame == null) {
      return null;
    }
    String file = frame.fileName();
    String packageName = packageOf(frame.className());
    if (file == null || !isName(file)) {
      return null;
    }
    Path path =
        found
            .computeIfAbsent(
                packageName + '/' + file, key -> Optional.ofNullable(find(packageName, file)))
            .orElse(null);
    if (path == null) {
      return null;
    }
    boolean inProject = path.startsWith(base);
    String shown = (inProject ? base.relativize(path) : path).toString().replace('\\', '/');
    return new SourceLine(shown, inProject, Math.max(1, frame.line()));
  }

  /** How the roots are called in messages. */
  String searched() {
    if (roots.isEmpty()) {
      return "no source root";
    }
    List<String> names = new ArrayList<>();
    for (Path root : roots.subList(0, Math.min(4, roots.size()))) {
      names.add((root.startsWith(base) ? base.relativize(root) : root).toString());
    }
    return String.join(", ", names) + (roots.size() > 4 ? " and more" : "");
  }

  private @Nullable Path find(String packageName, String file) {
    try {
      for (Path root : roots) {
        Path path = root;
        for (String part : packageName.split("\\.", -1)) {
          path = part.isEmpty() ? path : path.resolve(part);
        }
        path = path.resolve(file).normalize();
        if (path.startsWith(root) && Files.isRegularFile(path)) {
          return path;
        }
      }
    } catch (InvalidPathException e) {
      return null;
    }
    if (index == null) {
      index = SourceIndex.of(roots);
    }
    return index.find(packageName, file);
  }

  private static boolean isName(String file) {
    return NAME.matcher(file).matches() && !file.equals("..") && !file.equals(".");
  }

  /** {@code com.acme} of {@code com.acme.Pay$1} and of {@code com.acme.Pay$$Lambda/0x7f00}. */
  private static String packageOf(String className) {
    int hidden = className.indexOf('/');
    String visible = hidden < 0 ? className : className.substring(0, hidden);
    int dot = visible.lastIndexOf('.');
    return dot < 0 ? "" : visible.substring(0, dot);
  }

  /** The source folders of the project and of its modules, in a fixed order. */
  static List<Path> defaultRoots(Path base) {
    try {
      return SourceRoots.below(base.toAbsolutePath().normalize());
    } catch (IOException e) {
      return Collections.emptyList();
    }
  }
}
