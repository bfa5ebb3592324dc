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
  private static final String RUN_WITH_AGENT =
      "Run the tests with -javaagent:closewatch-agent.jar=report=json,reportDir=... and pass that"
          + " directory.";
  private static final String WRITE_AGAIN =
      "The JVM was killed or the disk was full while it wrote: let it end by itself, and run the"
          + " tests again.";

  private final String name;
  private final ReportFields fields = new ReportFields();

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
    } catch (NotAReportException e) {
      return reader.foreign();
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
      JsonIn.document(text, fields::field);
    }
    fields.checkComplete();
  }

  private ReportFile result() {
    List<Problem> problems = new ArrayList<>();
    if (!fields.degraded.isEmpty()) {
      problems.add(
          Problem.noData(
              name,
              "comes from an agent that did not work in full: " + fields.degraded.get(0),
              "Its WARN line on standard error of that JVM says more; a JDK that closewatch"
                  + " supports avoids it."));
    } else if (!fields.kernelAvailable) {
      problems.add(
          Problem.unknown(
              name,
              "has no kernel data: " + orUnknown(fields.kernelProblem),
              "Run the tests on Linux with a readable /proc, or pass --allow-unknown to judge by the"
                  + " rest."));
    } else if ("NO_VERDICT".equals(fields.outcome)) {
      problems.add(
          Problem.unknown(
              name,
              "has no verdict: " + orUnknown(fields.verdict),
              "Start the JVM with -javaagent instead of attaching later, or pass --allow-unknown."));
    }
    return ReportFile.read(
        name, jvm(), fields.takenAt == null ? "" : fields.takenAt, fields.findings, problems);
  }

  /** The same for all reports of one JVM, or null if it does not say. */
  private @Nullable String jvm() {
    return fields.pid < 0 || fields.startedAt == null ? null : fields.pid + " " + fields.startedAt;
  }

  private static String orUnknown(@Nullable String text) {
    return text == null ? "reason unknown" : text;
  }

  private ReportFile unusable(String text, String advice) {
    return ReportFile.unusable(name, Problem.noData(name, text, advice));
  }

  private ReportFile damaged(Path file, String text) {
    if (fields.version > JsonReport.VERSION) {
      return unusable(text, "Run check with the closewatch-agent.jar that wrote the report.");
    }
    // Where the content is too short to tell, the name has to: nothing of ours may be overlooked.
    boolean ours = fields.format != null || String.valueOf(file.getFileName()).endsWith(".json");
    return ours ? unusable(text, WRITE_AGAIN) : foreign();
  }

  private ReportFile foreign() {
    return ReportFile.foreign(
        name, Problem.noData(name, "is not a report of closewatch", RUN_WITH_AGENT));
  }
}
