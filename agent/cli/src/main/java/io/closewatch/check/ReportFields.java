package io.closewatch.check;

import io.closewatch.report.JsonReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a report that a gate needs, as far as they were read. Not thread-safe. */
final class ReportFields {
  /** More than any agent keeps call sites. */
  private static final int MAX_FINDINGS = 100_000;

  final List<ReportedFinding> findings = new ArrayList<>();
  final List<String> degraded = new ArrayList<>();
  @Nullable String format;
  long version = -1;
  @Nullable String takenAt;
  @Nullable String startedAt;
  long pid = -1;
  @Nullable String outcome;
  @Nullable String verdict;
  boolean kernelAvailable;
  @Nullable String kernelProblem;
  private boolean kernelSeen;
  private boolean findingsSeen;

  /** Takes over one field; returns false for those that do not matter. */
  boolean field(JsonIn in, String field) throws IOException {
    switch (field) {
      case "format":
        format(in.text());
        return true;
      case "version":
        version(in.number());
        return true;
      case "takenAt":
        takenAt = in.text();
        return true;
      case "verdict":
        in.object(part -> verdict(in, part));
        return true;
      case "agent":
        in.object(part -> agent(in, part));
        return true;
      case "kernel":
        kernelSeen = true;
        in.object(part -> kernel(in, part));
        return true;
      case "findings":
        findingsSeen = true;
        findings(in, false);
        return true;
      case "muted":
        findings(in, true);
        return true;
      default:
        return false;
    }
  }

  private void format(@Nullable String value) throws IOException {
    if (!JsonReport.FORMAT.equals(value)) {
      throw new NotAReportException();
    }
    format = value;
  }

  private void version(long value) throws IOException {
    version = value;
    if (format != null && value > JsonReport.VERSION) {
      throw new DamagedReportException("was written by a newer closewatch: version " + value);
    }
  }

  private boolean verdict(JsonIn in, String part) throws IOException {
    if (part.equals("outcome")) {
      outcome = in.text();
      return true;
    }
    if (part.equals("text")) {
      verdict = in.text();
      return true;
    }
    return false;
  }

  private boolean agent(JsonIn in, String part) throws IOException {
    switch (part) {
      case "degraded":
        in.array(() -> degraded.add(String.valueOf(in.text())));
        return true;
      case "startedAt":
        startedAt = in.text();
        return true;
      case "pid":
        pid = in.number();
        return true;
      default:
        return false;
    }
  }

  private boolean kernel(JsonIn in, String part) throws IOException {
    if (part.equals("available")) {
      kernelAvailable = in.flag();
      return true;
    }
    if (part.equals("unavailableBecause")) {
      kernelProblem = in.text();
      return true;
    }
    return false;
  }

  private void findings(JsonIn in, boolean muted) throws IOException {
    FindingReader reader = new FindingReader(in, muted);
    in.array(
        () -> {
          if (findings.size() == MAX_FINDINGS) {
            throw new DamagedReportException("has more than " + MAX_FINDINGS + " findings");
          }
          findings.add(reader.read());
        });
  }

  /** To be called at the end of the document. */
  void checkComplete() throws DamagedReportException {
    if (format == null) {
      throw new NotAReportException();
    }
    if (!findingsSeen || version < 0 || !kernelSeen) {
      throw new DamagedReportException("is damaged: findings, kernel or version are missing");
    }
  }
}
