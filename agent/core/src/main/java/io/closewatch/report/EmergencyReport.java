package io.closewatch.report;

import io.closewatch.diagnosis.Wording;
import io.closewatch.kernel.FdUsage;
import io.closewatch.tracker.SiteSnapshot;

/** A report that was made because descriptors run out, and what became of its file. Immutable. */
public final class EmergencyReport {
  private static final String END_OF_PARAGRAPH = "\n\n";

  private final Report report;
  private final String failure;
  private final long heldBack;
  private final String path;
  private final String problem;

  /**
   * An emergency report without a file.
   *
   * @param failure the exception of an open that failed, or ""
   * @param heldBack alarms since the last emergency report that got none of their own
   */
  public EmergencyReport(Report report, String failure, long heldBack) {
    this(report, failure, heldBack, "", "");
  }

  private EmergencyReport(
      Report report, String failure, long heldBack, String path, String problem) {
    this.report = report;
    this.failure = failure;
    this.heldBack = heldBack;
    this.path = path;
    this.problem = problem;
  }

  /** The same with a file. */
  public EmergencyReport writtenTo(String file) {
    return new EmergencyReport(report, failure, heldBack, file, "");
  }

  /** The same with the reason why there is no file. */
  public EmergencyReport notWritten(String why) {
    return new EmergencyReport(report, failure, heldBack, "", why);
  }

  /** The text report, with the emergency right behind the verdict. */
  public String text() {
    String text = new TextReport().render(report);
    Lines emergency = new Lines();
    emergency.prose("Emergency: ", "  ", sentences());
    int verdict = text.indexOf(END_OF_PARAGRAPH) + END_OF_PARAGRAPH.length();
    return text.substring(0, verdict) + emergency + "\n" + text.substring(verdict);
  }

  /** For example {@code 231 of 256}, or {@code an unknown number of 256}. */
  public String used() {
    FdUsage fds = report.snapshot().kernel().fds();
    String used = fds.used() < 0 ? "an unknown number" : String.valueOf(fds.used());
    return fds.softLimit() < 0 || fds.softLimit() == Long.MAX_VALUE
        ? used
        : used + " of " + fds.softLimit();
  }

  /** One line for a person who can look at nothing else. */
  public String summary() {
    return "descriptors "
        + used()
        + " used, "
        + (path.isEmpty() ? "no report file: " + problem : "report: " + path);
  }

  /** The verdict, as the report's first line has it. */
  public String verdict() {
    return Verdict.of(report).sentence();
  }

  public FdUsage fds() {
    return report.snapshot().kernel().fds();
  }

  /** The exception of the open that failed, or "". */
  public String failure() {
    return failure;
  }

  public long heldBack() {
    return heldBack;
  }

  /** The absolute path of the file, or "". */
  public String path() {
    return path;
  }

  /** Why there is no file, or "". */
  public String problem() {
    return problem;
  }

  private String sentences() {
    StringBuilder text = new StringBuilder("descriptors run out, ").append(used());
    text.append(" used. ");
    if (!failure.isEmpty()) {
      text.append("An open failed: ").append(PlainText.of(failure)).append(". ");
    }
    if (heldBack > 0) {
      text.append(Wording.count(heldBack, "alarm"));
      text.append(" since the last emergency report, less than ten minutes after it. ");
    }
    return text.append(mostOpen()).toString();
  }

  /** Where to look first, even if nothing was open long enough to be called a leak. */
  private String mostOpen() {
    for (SiteSnapshot site : report.snapshot().sites()) {
      if (site.open() > 0) {
        return "Most sockets were opened at "
            + Lines.unbroken(site.frame().location())
            + ", "
            + site.open()
            + " are open.";
      }
    }
    return "No line is known that has sockets open.";
  }
}
