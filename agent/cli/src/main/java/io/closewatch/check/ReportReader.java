package io.closewatch.check;

import io.closewatch.report.JsonReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one JSON report: tolerant to fields it does not know, strict on those a gate needs. */
final class ReportReader {
  /** More than any agent keeps call sites. */
  private static final int MAX_FINDINGS = 100_000;

  private static final String RUN_WITH_AGENT =
      "Run the tests with -javaagent:closewatch-agent.jar=report=json,reportDir=... and pass that"
          + " directory.";
  private static final String WRITE_AGAIN =
      "The JVM was killed or the disk was full while it wrote: let it end by itself, and run the"
          + " tests again.";

  private final String name;
  private final List<ReportedFinding> findings = new ArrayList<>();
  private final List<String> degraded = new ArrayList<>();
  private boolean formatSeen;
  private boolean findingsSeen;
  private boolean kernelSeen;
  private boolean kernelAvailable;
  private long version = -1;
  private @Nullable String format;
  private @Nullable String outcome;
  private @Nullable String verdict;
  private @Nullable String kernelProblem;
  private @Nullable FindingReader findingReader;

  private ReportReader(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @param name how messages call it
   */
  static ReportFile read(Path file, String name) {
    ReportReader reader = new ReportReader(name);
    try {
      if (Files.isDirectory(file)) {
        return reader.unusable("is a directory", RUN_WITH_AGENT);
      }
      if (Files.size(file) == 0) {
        return reader.damaged(file, "is empty");
      }
      reader.parse(file);
      return reader.result();
    } catch (DamagedReportException e) {
      return reader.damaged(file, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return reader.unusable("does not exist", RUN_WITH_AGENT);
    } catch (AccessDeniedException e) {
      return reader.unusable(
          "may not be read by this user", "Run check as the user who ran the tests.");
    } catch (IOException e) {
      return reader.unusable("cannot be read: " + e, "Run check where the file can be read.");
    }
  }

  private void parse(Path file) throws IOException {
    try (Reader text =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
      JsonIn.document(text, this::field);
    }
    if (format == null) {
      throw new DamagedReportException("is not a report of closewatch");
    }
    if (!findingsSeen || version < 0 || !kernelSeen) {
      throw new DamagedReportException("is damaged: findings, kernel or version are missing");
    }
  }

  private boolean field(JsonIn in, String field) throws IOException {
    switch (field) {
      case "format":
        format(in.text());
        return true;
      case "version":
        version(in.number());
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
        findings(in);
        return true;
      default:
        return false;
    }
  }

  private void format(@Nullable String value) throws IOException {
    formatSeen = true;
    if (!JsonReport.FORMAT.equals(value)) {
      throw new DamagedReportException("is not a report of closewatch");
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
    if (!part.equals("degraded")) {
      return false;
    }
    in.array(() -> degraded.add(String.valueOf(in.text())));
    return true;
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

  private void findings(JsonIn in) throws IOException {
    findingsSeen = true;
    FindingReader reader = findingReader == null ? new FindingReader(in) : findingReader;
    findingReader = reader;
    in.array(
        () -> {
          if (findings.size() == MAX_FINDINGS) {
            throw new DamagedReportException("has more than " + MAX_FINDINGS + " findings");
          }
          findings.add(reader.read());
        });
  }

  private ReportFile result() {
    List<Problem> problems = new ArrayList<>();
    if (!degraded.isEmpty()) {
      problems.add(
          Problem.noData(
              name,
              "comes from an agent that did not work in full: " + degraded.get(0),
              "Its WARN line on standard error of that JVM says more; a JDK that closewatch"
                  + " supports avoids it."));
    } else if (!kernelAvailable) {
      problems.add(
          Problem.unknown(
              name,
              "has no kernel data: " + (kernelProblem == null ? "reason unknown" : kernelProblem),
              "Run the tests on Linux with a readable /proc, or pass --allow-unknown to judge by the"
                  + " rest."));
    } else if ("NO_VERDICT".equals(outcome)) {
      problems.add(
          Problem.unknown(
              name,
              "has no verdict: " + (verdict == null ? "reason unknown" : verdict),
              "Start the JVM with -javaagent instead of attaching later, or pass --allow-unknown."));
    }
    return ReportFile.read(name, findings, problems);
  }

  private ReportFile unusable(String text, String advice) {
    return ReportFile.unusable(name, Problem.noData(name, text, advice));
  }

  private ReportFile damaged(Path file, String text) {
    if (version > JsonReport.VERSION) {
      return unusable(text, "Run check with the closewatch-agent.jar that wrote the report.");
    }
    if (format != null || (!formatSeen && looksLikeOurs(file))) {
      return unusable(text, WRITE_AGAIN);
    }
    return ReportFile.foreign(
        name, Problem.noData(name, "is not a report of closewatch", RUN_WITH_AGENT));
  }

  /** By name, where the content is too short to tell. */
  private static boolean looksLikeOurs(Path file) {
    String base = String.valueOf(file.getFileName());
    return base.startsWith("closewatch") && base.endsWith(".json");
  }
}
