package io.closewatch.check;

import com.grack.nanojson.JsonAppendableWriter;
import com.grack.nanojson.JsonWriter;
import io.closewatch.check.JudgedFinding.Status;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SARIF 2.1.0 for code scanning. A finding whose source file is not found has no line to be shown
 * at: it becomes a notification, as do reports that cannot be used.
 */
final class SarifLog {
  /** GitHub takes no more of one run. */
  static final int MAX_RESULTS = 25_000;

  private static final int MAX_STACKS = 3;
  private static final String NO_SOURCE = "SOURCE_NOT_FOUND";
  private static final String NO_DATA = "NO_DATA";
  private static final String LEFT_OUT = "RESULTS_LEFT_OUT";
  private static final Pattern SEMANTIC = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  private final CheckResult result;
  private final SourceFiles sources;
  private final String version;
  private final JsonAppendableWriter json;
  private final SarifLocations locations;
  private final List<JudgedFinding> shown = new ArrayList<>();
  private final List<JudgedFinding> withoutSource = new ArrayList<>();
  private final SarifRules rules;

  private SarifLog(CheckResult result, SourceFiles sources, String version, Writer out) {
    this.result = result;
    this.sources = sources;
    this.version = version;
    this.json = JsonWriter.indent("  ").on(out);
    this.locations = new SarifLocations(json, sources);
    for (JudgedFinding finding : result.findings()) {
      (sources.of(finding.finding().line()) == null ? withoutSource : shown).add(finding);
    }
    this.rules = new SarifRules(shown);
  }

  /**
   * Writes the log.
   *
   * @param version of closewatch
   */
  static void write(CheckResult result, SourceFiles sources, String version, Writer out) {
    new SarifLog(result, sources, version, out).write();
  }

  private void write() {
    json.object();
    json.value("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.value("version", "2.1.0");
    json.array("runs").object();
    driver();
    invocation();
    json.object("originalUriBaseIds").object(SarifLocations.ROOT);
    json.object("description").value("text", "The root of the project's sources.").end();
    json.end().end();
    json.array("results");
    for (JudgedFinding finding : shown.subList(0, Math.min(MAX_RESULTS, shown.size()))) {
      result(finding);
    }
    json.end();
    json.object("automationDetails").value("id", "closewatch/").end();
    json.value("columnKind", "utf16CodeUnits");
    json.end().end();
    json.end().done();
  }

  private void driver() {
    json.object("tool").object("driver");
    json.value("name", "closewatch");
    json.value("informationUri", "urn:closewatch:check");
    if (SEMANTIC.matcher(version).matches()) {
      json.value("version", version);
      json.value("semanticVersion", version);
    }
    rules.write(json);
    json.array("notifications");
    descriptor(
        NO_DATA,
        "A report is missing or cannot be used.",
        "Run the tests with the agent, and check the directory that it writes to.");
    descriptor(
        NO_SOURCE,
        "The source file of a finding was not found.",
        "Run check in the root of the project, or name source folders with --source-root.");
    descriptor(
        LEFT_OUT,
        "There are more results than a run may have.",
        "Fix the largest ones first, or read the report itself.");
    json.end();
    json.end().end();
  }

  private void descriptor(String id, String text, String help) {
    json.object().value("id", id);
    json.object("shortDescription").value("text", text).end();
    json.object("fullDescription").value("text", text).end();
    json.object("help").value("text", help).end();
    json.end();
  }

  private void invocation() {
    json.array("invocations").object();
    json.value("executionSuccessful", result.problems().isEmpty());
    json.value("exitCode", result.exitCode());
    json.array("toolExecutionNotifications");
    for (Problem problem : result.problems()) {
      notification(
          NO_DATA, "error", problem.subject() + " " + problem.text() + ". " + problem.advice());
    }
    for (JudgedFinding judged : withoutSource) {
      MergedFinding finding = judged.finding();
      notification(
          NO_SOURCE,
          judged.status() == Status.SUSPECT ? "note" : "warning",
          finding.kind()
              + " at "
              + finding.location()
              + ": no source file below "
              + sources.searched()
              + "; name its folder with --source-root.");
    }
    if (shown.size() > MAX_RESULTS) {
      notification(
          LEFT_OUT,
          "warning",
          Wording.count(shown.size() - MAX_RESULTS, "finding") + " left out, the smallest ones.");
    }
    json.end();
    json.end().end();
  }

  private void notification(String id, String level, String text) {
    json.object();
    json.object("descriptor").value("id", id).end();
    json.value("level", level);
    json.object("message").value("text", SafeText.withoutLinks(text)).end();
    json.end();
  }

  private void result(JudgedFinding judged) {
    MergedFinding finding = judged.finding();
    Frame frame = finding.line();
    if (frame == null) {
      return; // without a line there is no source file either
    }
    json.object();
    json.value("ruleId", SafeText.of(finding.kind()));
    json.value("ruleIndex", rules.index(finding.kind()));
    json.value("level", judged.status() == Status.SUSPECT ? "note" : "error");
    json.object("message").value("text", SafeText.withoutLinks(message(finding))).end();
    json.array("locations").object();
    locations.write(frame, sources.of(frame));
    json.end().end();
    json.object("partialFingerprints");
    json.value("closewatchSite/v1", finding.fingerprint());
    json.end();
    json.array("stacks");
    List<ReportedStack> stacks = finding.shown().stacks();
    stacks.subList(0, Math.min(MAX_STACKS, stacks.size())).forEach(locations::stack);
    json.end();
    suppressions(judged);
    json.object("properties");
    json.value("count", finding.count());
    json.value("status", judged.status().name());
    json.array("reports");
    finding.reports().forEach(name -> json.value(SafeText.of(name)));
    json.end().end();
    json.end();
  }

  private static String message(MergedFinding finding) {
    String fix = finding.fix();
    return finding.counted()
        + ". "
        + finding.summaryAndTests()
        + (fix.isEmpty() ? "" : " Fix: " + fix);
  }

  /** Either all results of a run have the array, or none. */
  private void suppressions(JudgedFinding judged) {
    json.array("suppressions");
    String why = judged.justification();
    if (!why.isEmpty()) {
      json.object();
      json.value("kind", "external");
      json.value("status", "accepted");
      json.value("justification", SafeText.withoutLinks(why));
      json.end();
    }
    json.end();
  }
}
