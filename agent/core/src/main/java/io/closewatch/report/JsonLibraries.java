package io.closewatch.report;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The jars of the classes that stand in the stacks of a report, and which class is from which. */
final class JsonLibraries {
  private static final Comparator<Library> BY_NAME =
      Comparator.comparing(Library::jar).thenComparing(Library::version);

  static void write(Libraries libraries, JsonOut out) {
    Map<Library, Set<String>> classes = new TreeMap<>(BY_NAME);
    libraries
        .byClass()
        .forEach(
            (name, jars) -> {
              for (Library jar : jars) {
                classes.computeIfAbsent(jar, absent -> new TreeSet<>()).add(name);
              }
            });
    out.array("libraries");
    classes.forEach(
        (library, names) ->
            out.object()
                .text("jar", library.jar())
                .text("name", library.name())
                .text("version", library.version())
                .texts("classes", names)
                .end());
    out.end();
  }

  private JsonLibraries() {}
}
