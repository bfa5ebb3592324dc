package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The parts of the README that tests run; without a heading, of its section on build servers. */
final class Readme {

  /** The lines of the block behind a comment. */
  static Stream<String> block(String comment) throws IOException {
    String mark = "<!-- " + comment + " -->";
    List<String> lines = section();
    assertThat(lines).containsOnlyOnce(mark);
    int start = lines.indexOf(mark) + 2;
    return lines.subList(start, end(lines, start)).stream();
  }

  /** All blocks in a language, without indentation. */
  static List<String> blocks(String language) throws IOException {
    List<String> lines = section();
    List<String> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("```" + language)) {
        blocks.add(MavenProjectIT.unindented(lines.subList(i + 1, end(lines, i + 1)).stream()));
      }
    }
    return blocks;
  }

  /** The only command that has this in it. */
  static String line(String part) throws IOException {
    List<String> found =
        section().stream()
            .filter(line -> line.startsWith("    ") && line.contains(part))
            .map(String::strip)
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** The only line of code with this in it, below a heading. */
  static String line(String heading, String part) throws IOException {
    List<String> lines = Files.readAllLines(Build.root().resolve("README.md"));
    assertThat(lines).containsOnlyOnce(heading);
    List<String> found =
        lines.subList(lines.indexOf(heading) + 1, lines.size()).stream()
            .takeWhile(line -> !line.startsWith("##"))
            .filter(line -> line.startsWith("    ") && line.contains(part))
            .map(String::strip)
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static int end(List<String> lines, int start) {
    int end = start;
    while (!lines.get(end).equals("```")) {
      end++;
    }
    return end;
  }

  private static List<String> section() throws IOException {
    List<String> lines = Files.readAllLines(Build.root().resolve("README.md"));
    int start = lines.indexOf("## In CI");
    assertThat(start).isPositive();
    int end = start + 1;
    while (!lines.get(end).startsWith("## ")) {
      end++;
    }
    return lines.subList(start, end);
  }

  private Readme() {}
}
