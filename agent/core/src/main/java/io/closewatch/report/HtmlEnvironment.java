package io.closewatch.report;

import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Wording;
import java.util.Locale;

/** Who made the report, of what, and by which rules. */
final class HtmlEnvironment {

  static void render(Report report, HtmlWriter out) {
    AgentInfo agent = report.agent();
    long takenAt = report.snapshot().takenAtMillis();
    out.section("environment", "Environment").line("<dl>");
    out.term("Program", agent.mainClass() + ", process " + agent.pid());
    out.term("JVM", agent.jvm());
    out.term(
        "Agent",
        "closewatch "
            + agent.version()
            + (agent.attached()
                ? ", attached to the running JVM at "
                : ", started with the JVM at ")
            + TextReport.utc(agent.startedAtMillis()));
    out.term(
        "Report",
        TextReport.utc(takenAt)
            + ", "
            + Wording.duration(takenAt - agent.startedAtMillis())
            + " later; the scan took "
            + String.format(Locale.ROOT, "%.1f ms", report.snapshot().scanMicros() / 1000.0));
    out.term("Judged by", graces(report.graces()));
    out.line("</dl>");
    out.endSection();
  }

  private static String graces(Graces graces) {
    return "closeWaitGrace "
        + Wording.duration(graces.closeWaitMillis())
        + ", leaseGrace "
        + Wording.duration(graces.leaseMillis())
        + ", closingGrace "
        + Wording.duration(graces.closingMillis())
        + ", deadGrace "
        + Wording.duration(graces.deadMillis())
        + ", stuckGrace "
        + Wording.duration(graces.stuckMillis());
  }

  private HtmlEnvironment() {}
}
