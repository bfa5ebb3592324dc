package io.closewatch.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** One section of the project's README. */
record ReadmeSection(String text) {

  static ReadmeSection of(String title) throws IOException {
    String readme = Files.readString(Build.root().resolve("README.md"));
    int from = readme.indexOf("\n## " + title + "\n");
    if (from < 0) {
      throw new IllegalStateException("no section " + title);
    }
    int to = readme.indexOf("\n## ", from + 1);
    return new ReadmeSection(readme.substring(from, to));
  }

  /** Its commands, in order; each is a line of its own. */
  List<String> commands() {
    return text.lines().filter(line -> line.startsWith("    java ")).map(String::trim).toList();
  }

  /** Its block of YAML. */
  String yaml() {
    String start = "```yaml\n";
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf("```", from));
  }
}
