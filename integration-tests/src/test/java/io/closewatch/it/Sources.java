package io.closewatch.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds lines of the children's sources by the comments that mark them. */
final class Sources {

  static String markedInSample(String sample, String comment) {
    return line(Build.sampleSource(sample), comment);
  }

  static String marked(String probe, String comment) {
    return line(Build.probeSource(probe), comment);
  }

  static String markedIn11(String probe, String comment) {
    return line(Build.probe11Source(probe), comment);
  }

  /** As {@link #markedInSample}, for a mark that not every sample has. */
  static Optional<String> optionallyMarkedInSample(String sample, String comment) {
    Path source = Build.sampleSource(sample);
    boolean marked = lines(source).stream().anyMatch(line -> line.contains(comment));
    return marked ? Optional.of(line(source, comment)) : Optional.empty();
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
