package io.closewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.SamplePools;
import io.closewatch.diagnosis.SitelessFindings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema is strict: a field that it does not know, or misses, is an error. */
class JsonSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schemaNode());

  record Sample(String name, Report report) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
            Stream.of(
                new Sample("small", JsonSamples.small()),
                new Sample("before the first scan", JsonSamples.beforeTheFirstScan()),
                new Sample("muted", mutedSample()),
                new Sample("kernel unavailable", JsonSamples.kernelUnavailable())),
            TextReportTest.reports().map(g -> new Sample(g.name(), g.report())),
            HandlingTextTest.goldens().map(g -> new Sample(g.name(), g.report())))
        .flatMap(all -> all);
  }

  private static Report mutedSample() {
    Mutes mutes = Mutes.NONE;
    for (Finding finding : JsonSamples.small().findings()) {
      mutes = mutes.with(Mutes.names(finding).iterator().next(), 1);
    }
    return JsonSamples.small().muting(mutes);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void reportsAreValid(Sample sample) throws IOException {
    assertThat(errors(json(sample.report()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void findingsOfEachKindAreValid(FindingKind kind) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Confidence confidence : Confidence.values()) {
      findings.add(SitelessFindings.finding(kind, confidence, 3, SamplePools.FETCH));
      findings.add(SitelessFindings.finding(kind, confidence, 0, null));
    }

    assertThat(errors(json(JsonSamples.of(findings.toArray(new Finding[0]))))).isEmpty();
  }

  @Test
  void aFieldTooManyOrOneMissingIsAnErrorAtEveryLevel() throws IOException {
    List<String> blind = new ArrayList<>();
    JsonNode report = json(JsonSamples.small());
    for (String pointer : objects(report, "")) {
      mutate(blind, report, pointer + " with one more", o -> o.put("undocumented", 1), pointer);
      String first = ((ObjectNode) report.at(pointer)).fieldNames().next();
      if (!pointer.equals("/kernel/states")) { // states without sockets may be left out
        mutate(blind, report, pointer + " without " + first, o -> o.remove(first), pointer);
      }
    }

    assertThat(blind).isEmpty();
  }

  private static void mutate(
      List<String> blind, JsonNode report, String what, Consumer<ObjectNode> change, String at)
      throws IOException {
    JsonNode copy = report.deepCopy();
    change.accept((ObjectNode) copy.at(at));
    if (errors(copy).isEmpty()) {
      blind.add(what);
    }
  }

  @Test
  void theSmallSampleHasEveryObjectOfTheSchema() throws IOException {
    JsonNode report = json(JsonSamples.small());
    List<String> missing = new ArrayList<>();
    for (String definition : (Iterable<String>) () -> schemaNode().get("$defs").fieldNames()) {
      JsonNode properties = schemaNode().at("/$defs/" + definition + "/properties");
      if (properties.isObject() && !definition.equals("states")) {
        String last = null;
        for (String name : (Iterable<String>) properties::fieldNames) {
          last = name;
        }
        if (report.findParents(last).stream().noneMatch(o -> o.size() == properties.size())) {
          missing.add(definition);
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void anUnknownConstantIsAnError() throws IOException {
    ObjectNode report = (ObjectNode) json(JsonSamples.small());
    ((ObjectNode) report.at("/findings/0")).put("kind", "NEW_KIND");
    report.put("version", 2);

    assertThat(errors(report)).hasSize(2);
  }

  private static List<String> objects(JsonNode node, String pointer) {
    List<String> found = new ArrayList<>();
    if (node.isObject()) {
      found.add(pointer);
      node.properties()
          .forEach(e -> found.addAll(objects(e.getValue(), pointer + "/" + e.getKey())));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      found.addAll(objects(node.get(i), pointer + "/" + i));
    }
    return found;
  }

  private static JsonNode json(Report report) throws IOException {
    return MAPPER.readTree(new JsonReport().render(report));
  }

  static JsonNode schemaNode() {
    try (InputStream file =
        JsonReport.class.getResourceAsStream("closewatch-report-1.schema.json")) {
      return MAPPER.readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> errors(JsonNode report) {
    return SCHEMA.validate(report).stream().map(Object::toString).toList();
  }
}
