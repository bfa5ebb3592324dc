package io.closewatch.report;

import io.closewatch.diagnosis.Course;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One finding, as a block of text. The first lines say what, where and how to fix it; evidence and
 * stacks follow.
 */
final class FindingText {
  private static final String INDENT = "   ";

  /** What the texts of a finding quote from outside may be of any length. */
  private static final int TEXT_LENGTH = 700;

  private final Report report;
  private final Finding finding;
  private final Lines lines;

  private FindingText(Report report, Finding finding, Lines lines) {
    this.report = report;
    this.finding = finding;
    this.lines = lines;
  }

  /** The whole block; ends with a blank line. */
  static void render(int number, Finding finding, Report report, Lines lines) {
    FindingText text = new FindingText(report, finding, lines);
    head(number + ". ", finding, true, lines);
    String fix = Wording.firstSentence(finding.remedy());
    text.prose("", finding.summary());
    text.prose("Fix: ", fix);
    for (LocatedText place : places(finding)) {
      lines.location(INDENT + place.text(), Objects.requireNonNull(place.location()));
    }
    lines.blank();
    text.evidence();
    StackText.render(finding, report, lines);
    text.prose("Why: ", finding.why());
    text.prose("Also: ", finding.remedy().substring(fix.length()).trim());
    lines.blank();
  }

  /**
   * The first line: kind, how sure, how many, and the line to fix.
   *
   * @param more true if more lines follow, which tell where accepted sockets came from
   */
  static void head(String label, Finding finding, boolean more, Lines lines) {
    String confidence = finding.confidence().name().toLowerCase(Locale.ROOT);
    String start = finding.kind() + " (" + confidence + ")";
    LocatedText where = howManyAndWhere(finding, more);
    String location = where.location();
    if (location != null) {
      lines.location(label + start + where.text(), location);
    } else {
      lines.prose(label, INDENT, start + where.text());
    }
  }

  /** What follows kind and confidence in the first line, with the separator in front. */
  static LocatedText howManyAndWhere(Finding finding, boolean more) {
    String count = count(finding);
    Frame fixAt = finding.fixAt();
    SiteSnapshot site = finding.site();
    if (fixAt != null) {
      boolean opener = site != null && site.frame().equals(fixAt);
      return new LocatedText(count + (opener ? " at " : place(finding.kind())), fixAt.location());
    }
    if (site == null) {
      return new LocatedText(count + (isOfALine(finding) ? ", no line known" : ""), null);
    }
    if (more && !handler(finding).isEmpty()) {
      return new LocatedText(count + " in the " + handler(finding), null);
    }
    boolean accepted = site.kind().role() == Role.ACCEPTED;
    String verb = accepted ? ", accepted at " : ", opened by a library at ";
    return new LocatedText(count + verb, site.frame().location());
  }

  /** What happened at the line to fix, where it is not the line that opened the sockets. */
  private static String place(FindingKind kind) {
    switch (kind) {
      case CLOSED_NOT_RELEASED:
        return ", closed at ";
      case NOT_READ:
      case NOT_ACCEPTED:
        return ", blocked at ";
      default:
        return Counted.at(kind, " at ");
    }
  }

  /** A pool is told by its name as well. */
  private static boolean isOfALine(Finding finding) {
    return finding.count() > 0
        && finding.kind() != FindingKind.IDLE_IN_POOL
        && finding.kind() != FindingKind.POOL_EXHAUSTED;
  }

  /** The accept line is not to blame: what is known of the code that is. */
  private static String handler(Finding finding) {
    SiteSnapshot site = finding.site();
    if (site != null && site.kind().role() == Role.CLIENT) {
      return ""; // a library's own thread opened them: who handles them is not known
    }
    String ports = Wording.localPorts(finding.sockets());
    return ports.isEmpty() ? "" : "code that handles " + ports;
  }

  private static String count(Finding finding) {
    if (finding.kind() == FindingKind.FD_EXHAUSTION || finding.count() == 0) {
      return ""; // its count is one of descriptors, or of nothing
    }
    return ": " + Counted.of(finding);
  }

  /** Where the sockets came from and who took them over, unless the first line says it. */
  static List<LocatedText> places(Finding finding) {
    List<LocatedText> places = new ArrayList<>();
    Frame fixAt = finding.fixAt();
    SiteSnapshot site = finding.site();
    if (site == null) {
      return places;
    }
    boolean accepted = site.kind().role() == Role.ACCEPTED;
    boolean said = fixAt == null ? handler(finding).isEmpty() : fixAt.equals(site.frame());
    if (!said) {
      String verb = accepted ? "accepted at " : "opened at ";
      places.add(new LocatedText(verb, site.frame().location()));
    }
    Frame handledAt = accepted ? HandlingText.handledAt(finding.sockets()) : null;
    if (handledAt != null && finding.evidence().stream().noneMatch(e -> e.contains("handled at"))) {
      places.add(new LocatedText("handled at ", handledAt.location()));
    }
    return places;
  }

  private void evidence() {
    List<String> evidence = evidence(finding, report);
    if (evidence.isEmpty()) {
      return;
    }
    lines.line(INDENT + "Evidence:");
    for (String fact : evidence) {
      prose("- ", fact);
    }
  }

  /**
   * The tests it comes from, how it has developed, which library opened the sockets, and the facts
   * of the diagnosis.
   */
  static List<String> evidence(Finding finding, Report report) {
    List<String> evidence =
        new ArrayList<>(TestsText.clauses(finding.kind().name(), finding.tests()));
    Course course = report.course(finding);
    if (course != null) {
      evidence.add(finding.count() == 0 ? course.firstSeen() : course.toString());
    }
    String opener = opener(finding, report);
    if (opener != null) {
      evidence.add("opened in library " + opener);
    }
    evidence.addAll(finding.evidence());
    return evidence;
  }

  /** The library that opened the sockets for somebody else, or null. */
  static @Nullable String opener(Finding finding, Report report) {
    if (!finding.stacks().isEmpty()) {
      return null; // who opened the sockets is not what it is about
    }
    for (SocketSnapshot socket : finding.sockets()) {
      return report.libraries().opener(socket.trace());
    }
    SiteSnapshot site = finding.site();
    return site == null || site.collected() == null
        ? null
        : report.libraries().opener(site.collected());
  }

  private void prose(String label, String text) {
    if (text.isEmpty()) {
      return;
    }
    String bounded =
        text.length() <= TEXT_LENGTH ? text : text.substring(0, TEXT_LENGTH - 3) + "...";
    lines.prose(INDENT + label, bounded);
  }
}
