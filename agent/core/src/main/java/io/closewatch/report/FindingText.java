package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One finding, as a block of text: what, where, evidence, stack, why, fix. */
final class FindingText {
  private static final String INDENT = "   ";
  private static final int THREADS_SHOWN = 3;

  static void render(int number, Finding finding, Lines lines) {
    String confidence = finding.confidence().name().toLowerCase(Locale.ROOT);
    lines.line(number + ". " + finding.kind() + " (" + confidence + ")");
    where(finding, lines);
    lines.prose(INDENT, finding.summary());
    lines.blank();
    lines.line(INDENT + "Evidence:");
    for (String evidence : finding.evidence()) {
      lines.prose(INDENT + "- ", evidence);
    }
    stacks(finding, lines);
    lines.prose(INDENT + "Why: ", INDENT + "     ", finding.why());
    lines.prose(INDENT + "Fix: ", INDENT + "     ", finding.remedy());
    lines.blank();
  }

  private static void where(Finding finding, Lines lines) {
    Frame fixAt = finding.fixAt();
    SiteSnapshot site = finding.site();
    if (site == null) {
      return;
    }
    if (fixAt == null) {
      lines.location(INDENT + "accepted at ", site.frame().location());
      String ports = Wording.localPorts(finding.sockets());
      lines.prose(
          INDENT,
          "(the accept line is not to blame: fix the code that handles the connections"
              + (ports.isEmpty() ? "" : " of " + ports)
              + ")");
    } else if (finding.kind() == FindingKind.CLOSED_NOT_RELEASED && !fixAt.equals(site.frame())) {
      lines.location(INDENT + "closed at ", fixAt.location());
      lines.location(INDENT + "opened at ", site.frame().location());
    } else {
      lines.location(INDENT + "at ", fixAt.location());
    }
  }

  private static void stacks(Finding finding, Lines lines) {
    List<SocketSnapshot> sockets = finding.sockets();
    if (sockets.isEmpty()) {
      SiteSnapshot site = finding.site();
      if (site != null && site.collected() != null) {
        lines.blank();
        lines.prose(INDENT, "The last of them was opened here:");
        FoldedStack.render(site.collected(), lines);
      }
      lines.blank();
      return;
    }
    if (finding.kind() == FindingKind.CLOSED_NOT_RELEASED) {
      stack("closed", sockets, SocketSnapshot::closedBy, SocketSnapshot::closingThreadName, lines);
    }
    boolean accepted = finding.fixAt() == null;
    stack(
        accepted ? "accepted" : "opened",
        sockets,
        SocketSnapshot::trace,
        SocketSnapshot::threadName,
        lines);
    lines.blank();
  }

  private static void stack(
      String verb,
      List<SocketSnapshot> sockets,
      Function<SocketSnapshot, @Nullable Trace> traceOf,
      Function<SocketSnapshot, String> threadOf,
      Lines lines) {
    Map<Trace, List<SocketSnapshot>> byTrace = byTrace(sockets, traceOf);
    Trace biggest = biggest(byTrace);
    boolean several = byTrace.size() > 1;
    List<SocketSnapshot> shown =
        biggest == null || !several ? sockets : byTrace.getOrDefault(biggest, sockets);
    lines.blank();
    String whose = several ? shown.size() + " of the " + sockets.size() + " " : "";
    String title = whose + verb + threads(shown, threadOf);
    if (biggest == null) {
      lines.prose(INDENT, INDENT + "  ", capitalized(title) + "; the stack was not recorded");
      return;
    }
    lines.prose(INDENT, INDENT + "  ", capitalized(title) + ":");
    FoldedStack.render(biggest, lines);
    if (several) {
      int others = byTrace.size() - 1;
      lines.line(
          INDENT + "    and " + Wording.count(others, "other stack") + " through the same line");
    }
  }

  private static Map<Trace, List<SocketSnapshot>> byTrace(
      List<SocketSnapshot> sockets, Function<SocketSnapshot, @Nullable Trace> traceOf) {
    Map<Trace, List<SocketSnapshot>> byTrace = new LinkedHashMap<>();
    for (SocketSnapshot socket : sockets) {
      Trace trace = traceOf.apply(socket);
      if (trace != null) {
        byTrace.computeIfAbsent(trace, key -> new ArrayList<>()).add(socket);
      }
    }
    return byTrace;
  }

  private static @Nullable Trace biggest(Map<Trace, List<SocketSnapshot>> byTrace) {
    Trace biggest = null;
    int most = 0;
    for (Map.Entry<Trace, List<SocketSnapshot>> entry : byTrace.entrySet()) {
      if (entry.getValue().size() > most) {
        most = entry.getValue().size();
        biggest = entry.getKey();
      }
    }
    return biggest;
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String threads(
      List<SocketSnapshot> sockets, Function<SocketSnapshot, String> threadOf) {
    List<String> names = new ArrayList<>();
    for (SocketSnapshot socket : sockets) {
      String name = threadOf.apply(socket);
      if (!name.isEmpty()) {
        names.add(PlainText.quoted(name));
      }
    }
    if (names.isEmpty()) {
      return "";
    }
    return (names.stream().distinct().count() == 1 ? " by thread " : " by threads ")
        + Wording.tally(names, THREADS_SHOWN);
  }

  private FindingText() {}
}
