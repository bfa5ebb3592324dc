package io.closewatch.check;

import com.grack.nanojson.JsonAppendableWriter;
import com.grack.nanojson.JsonWriter;
import io.closewatch.check.JudgedFinding.Status;
import io.closewatch.tracker.Frame;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GitLab's code quality report: one issue for each line, whatever kinds it leaks in, since issues
 * of one fingerprint are shown as one.
 */
final class GitLabJson {
  private final CheckResult result;
  private final SourceFiles sources;
  private final JsonAppendableWriter json;

  private GitLabJson(CheckResult result, SourceFiles sources, JsonAppendableWriter json) {
    this.result = result;
    this.sources = sources;
    this.json = json;
  }

  static void write(CheckResult result, SourceFiles sources, Writer out) {
    JsonAppendableWriter json = JsonWriter.indent("  ").on(out);
    new GitLabJson(result, sources, json).issues();
    json.done();
  }

  private void issues() {
    json.array();
    Map<String, JudgedFinding> sites = new LinkedHashMap<>();
    Map<String, String> others = new LinkedHashMap<>();
    for (Status status : new Status[] {Status.NEW, Status.KNOWN}) {
      for (JudgedFinding judged : result.of(status)) {
        MergedFinding finding = judged.finding();
        if (sites.putIfAbsent(finding.fingerprint(), judged) != null) {
          others.merge(
              finding.fingerprint(),
              "; also " + finding.kind() + ": " + finding.counted(),
              String::concat);
        }
      }
    }
    sites.forEach((site, judged) -> issue(judged, others.getOrDefault(site, "")));
    for (Problem problem : result.problems()) {
      noData(problem);
    }
    json.end();
  }

  private void issue(JudgedFinding judged, String more) {
    MergedFinding finding = judged.finding();
    json.object();
    text(
        "description",
        finding.counted() + more + ". " + finding.summaryAndTests() + " " + finding.fix());
    text("check_name", "closewatch." + finding.kind());
    text("fingerprint", finding.fingerprint());
    text("severity", severity(judged));
    SourceLine line = sources.of(finding.line());
    Frame frame = finding.line();
    location(
        line == null ? likelyPath(frame) : line.path(),
        line == null ? (frame == null ? 1 : Math.max(1, frame.line())) : line.line());
    json.end();
  }

  private String severity(JudgedFinding judged) {
    if (judged.status() == Status.KNOWN) {
      return "minor";
    }
    return result.exitCode() == CheckResult.LEAKS ? "critical" : "major";
  }

  private void noData(Problem problem) {
    json.object();
    text("description", problem.subject() + " " + problem.text() + ". " + problem.advice());
    text("check_name", "closewatch.NO_DATA");
    text("fingerprint", "no-data-" + problem.subject());
    text("severity", "blocker");
    location(problem.subject(), 1);
    json.end();
  }

  private void location(String path, int line) {
    json.object("location");
    text("path", path.startsWith("./") ? path.substring(2) : path);
    json.object("lines").value("begin", line).end();
    json.end();
  }

  /** GitLab wants a path: that of the class, where no source file was found. */
  private static String likelyPath(@Nullable Frame frame) {
    if (frame == null) {
      return "unknown";
    }
    String type = frame.className();
    String file = frame.fileName();
    int dot = type.lastIndexOf('.');
    String folder = dot < 0 ? "" : type.substring(0, dot + 1).replace('.', '/');
    return file == null ? type.replace('.', '/') : folder + file;
  }

  private void text(String key, String value) {
    json.value(key, SafeText.of(value));
  }
}
