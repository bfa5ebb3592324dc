package io.closewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README of this module explains every field of the schema. */
class JsonReadmeTest {
  private static final Path README = Path.of("README.md"); // in agent/core

  @Test
  void everyFieldOfTheSchemaHasARowBelowItsObject() throws IOException {
    String readme = Files.readString(README);
    List<String> undocumented = new ArrayList<>(missing(readme, "### Fields", "", "report"));
    JsonNode definitions = JsonSchemaTest.schemaNode().get("$defs");
    for (String name : (Iterable<String>) definitions::fieldNames) {
      if (definitions.get(name).has("properties") && !name.equals("states")) {
        undocumented.addAll(missing(readme, "\n#### " + name + "\n", "/$defs/" + name, name));
      }
    }

    assertThat(undocumented).isEmpty();
  }

  private static List<String> missing(String readme, String heading, String pointer, String name) {
    List<String> missing = new ArrayList<>();
    int start = readme.indexOf(heading);
    if (start < 0) {
      return List.of("the object " + name);
    }
    int next = readme.indexOf("\n###", start + heading.length());
    String section = readme.substring(start, next < 0 ? readme.length() : next);
    JsonNode properties = JsonSchemaTest.schemaNode().at(pointer + "/properties");
    for (String field : (Iterable<String>) properties::fieldNames) {
      if (!section.contains("\n| `" + field + "` | ")) {
        missing.add(name + "." + field);
      }
    }
    long rows = section.lines().filter(line -> line.startsWith("| `")).count();
    if (rows > properties.size()) {
      missing.add("the schema lacks fields that the README has of " + name);
    }
    return missing;
  }
}
