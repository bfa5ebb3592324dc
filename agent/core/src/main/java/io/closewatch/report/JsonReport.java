package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.RecoveredFinding;

/**
 * Renders a report for programs: one JSON object, in ASCII. Its fields, their order and their
 * meaning are those of {@code closewatch-report-1.schema.json} and of this module's README.
 * Stateless.
 */
public final class JsonReport {
  /** The value of the field {@code format}: tells our files from others. */
  public static final String FORMAT = "closewatch-report";

  /** The value of the field {@code version}: changes when a field changes or goes. */
  public static final int VERSION = 1;

  /** The whole report; ends with a line feed. */
  public String render(Report report) {
    AsciiText text = new AsciiText();
    write(report, text);
    return text.append('\n').toString();
  }

  /** The whole report, piece by piece; without a line feed at the end. */
  public void write(Report report, Appendable target) {
    JsonOut out = new JsonOut(target);
    out.object().text("format", FORMAT).number("version", VERSION);
    verdict(report, out);
    out.instant("takenAt", report.snapshot().takenAtMillis());
    out.micros("scanMillis", report.snapshot().scanMicros());
    agent(report.agent(), out);
    graces(report.graces(), out);
    out.texts("blindSpots", report.blindSpots());
    findings(report, out);
    muted(report, out);
    recovered(report, out);
    JsonSites.write(report.snapshot().sites(), out);
    JsonSites.writeAsyncRequests(report.snapshot().asyncRequests(), out);
    JsonPools.write(report.snapshot().pools(), out);
    JsonKernel.write(report, out);
    JsonLibraries.write(report.libraries(), out);
    history(report, out);
    out.end().done();
  }

  private static void verdict(Report report, JsonOut out) {
    Verdict verdict = Verdict.of(report);
    out.object("verdict")
        .name("outcome", verdict.outcome())
        .text("text", verdict.sentence())
        .text("location", verdict.location())
        .number("leaks", report.leaks())
        .end();
  }

  private static void agent(AgentInfo agent, JsonOut out) {
    out.object("agent")
        .text("version", agent.version())
        .instant("startedAt", agent.startedAtMillis())
        .flag("attached", agent.attached())
        .number("pid", agent.pid())
        .text("mainClass", agent.mainClass())
        .text("jvm", agent.jvm())
        .texts("degraded", agent.degraded())
        .number("suppressedErrors", agent.suppressedErrors())
        .end();
  }

  private static void graces(Graces graces, JsonOut out) {
    out.object("graces")
        .number("closeWaitMillis", graces.closeWaitMillis())
        .number("leaseMillis", graces.leaseMillis())
        .number("closingMillis", graces.closingMillis())
        .number("deadMillis", graces.deadMillis())
        .number("stuckMillis", graces.stuckMillis())
        .end();
  }

  private static void findings(Report report, JsonOut out) {
    JsonFinding finding = new JsonFinding(report, out);
    out.array("findings");
    int number = 0;
    for (Finding next : report.findings()) {
      finding.write(next, number++ < JsonFinding.IN_FULL);
    }
    out.end();
  }

  /** Not there at all where nothing is muted: what everybody reads stays as short as it is. */
  private static void muted(Report report, JsonOut out) {
    if (report.muted().isEmpty()) {
      return;
    }
    JsonFinding finding = new JsonFinding(report, out);
    out.array("muted");
    for (Finding next : report.muted()) {
      finding.write(next, false);
    }
    out.end();
  }

  private static void recovered(Report report, JsonOut out) {
    JsonFinding finding = new JsonFinding(report, out);
    out.array("recovered");
    for (RecoveredFinding next : report.recovered()) {
      finding.write(next);
    }
    out.end();
  }

  private static void history(Report report, JsonOut out) {
    out.array("history");
    for (HistoryPoint point : report.history()) {
      out.object()
          .instant("at", point.atMillis())
          .number("open", point.open())
          .number("closeWait", point.closeWait())
          .number("descriptors", point.descriptors())
          .end();
    }
    out.end();
  }
}
