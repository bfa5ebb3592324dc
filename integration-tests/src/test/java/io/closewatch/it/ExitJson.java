package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exit report of a child JVM, in JSON. */
record ExitJson(JsonNode report) {

  /** The only report in a directory. */
  static ExitJson in(Path directory) {
    List<Path> files = ProbeJar.list(directory, "*");
    assertThat(files).singleElement().asString().endsWith(".json");
    try {
      return new ExitJson(new ObjectMapper().readTree(files.get(0).toFile()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The tests that opened sockets at a line ({@code File.java:42}), with how many; a question mark
   * after the count says that it was one of these tests.
   */
  Map<String, String> testsOf(String line) {
    Map<String, String> tests = new TreeMap<>();
    for (JsonNode finding : report.get("findings")) {
      JsonNode frame = finding.at("/site/frame");
      if (line.equals(frame.path("file").asText() + ":" + frame.path("line").asText())) {
        for (JsonNode test : finding.path("tests")) {
          String count = test.get("count").asText();
          boolean ambiguous = test.get("ambiguous").asBoolean();
          tests.put(test.get("name").asText(), ambiguous ? count + "?" : count);
        }
      }
    }
    return tests;
  }
}
