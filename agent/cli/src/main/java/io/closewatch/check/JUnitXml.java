package io.closewatch.check;

import io.closewatch.check.JudgedFinding.Status;
import io.closewatch.tracker.Frame;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A test report, of the shape that Surefire's schema asks for: new leaks are failures, known ones
 * are skipped, missing data is an error.
 */
final class JUnitXml {
  private static final String CHECK = "closewatch.check";
  private static final int MAX_STACKS = 3;

  private final CheckResult result;
  private final XMLStreamWriter xml;
  private final boolean fails;

  private JUnitXml(CheckResult result, XMLStreamWriter xml) {
    this.result = result;
    this.xml = xml;
    this.fails = result.exitCode() == CheckResult.LEAKS;
  }

  static void write(CheckResult result, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new JUnitXml(result, xml).suite();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void suite() throws XMLStreamException {
    List<JudgedFinding> fresh = result.of(Status.NEW);
    int hidden = 0;
    for (Status status : new Status[] {Status.KNOWN, Status.SUPPRESSED, Status.MUTED}) {
      hidden += result.of(status).size();
    }
    int failures = fails ? fresh.size() : 0;
    int skipped = hidden + fresh.size() - failures;
    int errors = result.problems().size();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    attribute("name", "closewatch");
    attribute("time", "0");
    attribute("tests", String.valueOf(1 + errors + fresh.size() + hidden));
    attribute("errors", String.valueOf(errors));
    attribute("skipped", String.valueOf(skipped));
    attribute("failures", String.valueOf(failures));
    // A suite without any test is an error to some servers.
    testcase(CHECK, "check");
    start(2, "system-out");
    text(CheckVerdict.of(result));
    xml.writeEndElement();
    newLine(1);
    xml.writeEndElement();
    for (Problem problem : result.problems()) {
      error(problem);
    }
    for (JudgedFinding finding : result.findings()) {
      if (finding.status() != Status.SUSPECT) {
        leak(finding);
      }
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  private void error(Problem problem) throws XMLStreamException {
    testcase(CHECK, problem.subject());
    start(2, "error");
    attribute("message", problem.subject() + " " + problem.text());
    attribute("type", "NO_DATA");
    text(problem.advice());
    xml.writeEndElement();
    newLine(1);
    xml.writeEndElement();
  }

  private void leak(JudgedFinding judged) throws XMLStreamException {
    MergedFinding finding = judged.finding();
    Frame line = finding.line();
    testcase(line == null ? CHECK : line.className(), name(finding, line));
    if (judged.status() == Status.NEW && fails) {
      start(2, "failure");
      String tests = finding.tests();
      attribute(
          "message",
          finding.counted() + " at " + finding.location() + (tests.isEmpty() ? "" : ". " + tests));
      attribute("type", finding.kind());
      text(details(judged));
    } else {
      start(2, "skipped");
      String why = judged.justification();
      attribute(
          "message", why.isEmpty() ? "--max-leaks " + result.maxLeaks() + " lets it pass" : why);
    }
    xml.writeEndElement();
    newLine(1);
    xml.writeEndElement();
  }

  private static String name(MergedFinding finding, @Nullable Frame line) {
    if (line == null) {
      return finding.kind() + " " + finding.fingerprint();
    }
    String number = line.line() < 0 ? "" : ":" + line.line();
    return line.methodName() + number + " " + finding.kind();
  }

  private static String details(JudgedFinding judged) {
    MergedFinding finding = judged.finding();
    StringBuilder text = new StringBuilder(finding.summary()).append('\n');
    if (!judged.note().isEmpty()) {
      text.append("Baseline: ").append(judged.note()).append('\n');
    }
    if (!finding.tests().isEmpty()) {
      text.append(finding.tests()).append('\n');
    }
    text.append("Fix: ").append(finding.shown().remedy()).append('\n');
    text.append("Fingerprint: ").append(finding.fingerprint()).append('\n');
    text.append("Reports: ").append(String.join(", ", finding.reports())).append('\n');
    List<ReportedStack> stacks = finding.shown().stacks();
    for (ReportedStack stack : stacks.subList(0, Math.min(MAX_STACKS, stacks.size()))) {
      text.append(stack.title()).append(":\n");
      stack.frames().forEach(f -> text.append("\tat ").append(f.location()).append('\n'));
    }
    return text.toString();
  }

  private void testcase(String className, String name) throws XMLStreamException {
    start(1, "testcase");
    attribute("name", name);
    attribute("classname", className);
    attribute("time", "0");
  }

  private void start(int depth, String element) throws XMLStreamException {
    newLine(depth);
    xml.writeStartElement(element);
  }

  private void newLine(int depth) throws XMLStreamException {
    xml.writeCharacters(depth == 1 ? "\n  " : "\n    ");
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, SafeText.of(value));
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(SafeText.of(text));
  }
}
