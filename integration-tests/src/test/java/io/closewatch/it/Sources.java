package io.closewatch.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds lines of the children's sources by the comments that mark them. */
final class Sources {

  private static final String LIBRARY_IMPORT = "import com.example.fetch.";

  /** Looks in the sample and in those classes of the library that it imports. */
  static Optional<String> markedInSample(String sample, String comment) {
    List<Path> sources = new ArrayList<>(List.of(Build.sampleSource(sample)));
    for (String line : lines(sources.get(0))) {
      if (line.startsWith(LIBRARY_IMPORT)) {
        sources.add(
            Build.sampleLibrarySource(line.substring(LIBRARY_IMPORT.length(), line.length() - 1)));
      }
    }
    List<Path> marked =
        sources.stream()
            .filter(source -> lines(source).stream().anyMatch(line -> line.contains(comment)))
            .toList();
    if (marked.size() > 1) {
      throw new IllegalStateException(comment + " is in " + marked);
    }
    return marked.stream().findFirst().map(source -> line(source, comment));
  }

  static String marked(String probe, String comment) {
    return line(Build.probeSource(probe), comment);
  }

  static String markedIn11(String probe, String comment) {
    return line(Build.probe11Source(probe), comment);
  }

  static List<String> lines(Path source) {
    try {
      return Files.readAllLines(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code File.java:42} of the only line with the comment. */
  private static String line(Path source, String comment) {
    List<String> lines = lines(source);
    List<String> marked = lines.stream().filter(line -> line.contains(comment)).toList();
    if (marked.size() != 1) {
      throw new IllegalStateException(marked.size() + " lines of " + source + ": " + comment);
    }
    return source.getFileName() + ":" + (lines.indexOf(marked.get(0)) + 1);
  }

  private Sources() {}
}
