package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.NamedStack;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of a finding: who closed, opened and took over the sockets, and what the threads that
 * should handle them do now. Of several stacks that differ the most frequent one.
 */
final class StackText {
  private static final String INDENT = "   ";
  private static final int THREADS_SHOWN = 3;

  /** Lines of all stacks of one finding together. */
  private static final int STACK_LINES = 30;

  private static final int LEAST_LINES = 8;

  /** Stacks that a finding brings itself. */
  private static final int NAMED_SHOWN = 4;

  private final Lines lines;
  private final FoldedStack folded;
  private final FoldedStack foldedThread;

  private StackText(Libraries libraries, int stacks, Lines lines) {
    int each = Math.max(LEAST_LINES, STACK_LINES / Math.max(1, stacks));
    this.lines = lines;
    this.folded = new FoldedStack(libraries, each, false);
    this.foldedThread = new FoldedStack(libraries, each, true);
  }

  /** Ends with a blank line. */
  static void render(Finding finding, Report report, Lines lines) {
    List<Section> sections = sections(finding, report);
    StackText text = new StackText(report.libraries(), sections.size(), lines);
    sections.forEach(text::render);
    String selectors = selectors(finding, report);
    if (!selectors.isEmpty()) {
      lines.blank();
      lines.prose(INDENT, INDENT + "  ", selectors);
    }
    lines.blank();
  }

  /** All stacks that are to be shown, each with its title. */
  static List<Section> sections(Finding finding, Report report) {
    if (!finding.stacks().isEmpty()) {
      return named(finding.stacks());
    }
    List<SocketSnapshot> sockets = HandlingText.socketsOf(finding, report);
    if (!sockets.isEmpty()) {
      return ofSockets(finding, sockets);
    }
    SiteSnapshot site = finding.site();
    Trace collected = site == null ? null : site.collected();
    return collected == null
        ? Collections.<Section>emptyList()
        : Collections.singletonList(
            new Section("The last of them was opened here", collected, "", false));
  }

  /** What selectors the channels are registered with; "" if with none, or it does not matter. */
  static String selectors(Finding finding, Report report) {
    return finding.stacks().isEmpty()
        ? HandlingText.selectors(HandlingText.socketsOf(finding, report))
        : "";
  }

  private static List<Section> named(List<NamedStack> stacks) {
    List<Section> sections = new ArrayList<>();
    for (NamedStack stack : stacks.subList(0, Math.min(NAMED_SHOWN, stacks.size()))) {
      sections.add(new Section(stack.title(), stack.trace(), stack.others(), false));
    }
    return sections;
  }

  private static List<Section> ofSockets(Finding finding, List<SocketSnapshot> sockets) {
    List<Section> sections = new ArrayList<>();
    if (finding.kind() == FindingKind.CLOSED_NOT_RELEASED) {
      sections.add(
          Section.of(
              "closed", sockets, SocketSnapshot::closedBy, SocketSnapshot::closingThreadName));
    }
    boolean accepted = sockets.get(0).site().kind().role() == Role.ACCEPTED;
    sections.add(
        Section.of(
            accepted ? "accepted" : "opened",
            sockets,
            SocketSnapshot::trace,
            SocketSnapshot::threadName));
    Section taken = HandlingText.takenOver(sockets);
    if (taken != null) {
      sections.add(taken);
    }
    sections.addAll(ThreadsNow.of(sockets, finding.fixAt()));
    return sections;
  }

  private void render(Section section) {
    lines.blank();
    if (section.trace == null) {
      lines.prose(INDENT, INDENT + "  ", section.title);
      return;
    }
    lines.prose(INDENT, INDENT + "  ", section.title + ":");
    (section.ofThread ? foldedThread : folded).render(section.trace, lines);
    if (!section.others.isEmpty()) {
      lines.prose(INDENT + "    ", section.others);
    }
  }

  /** A stack with its title. Immutable. */
  static final class Section {
    final String title;
    final @Nullable Trace trace;
    final String others;
    final boolean ofThread;

    /**
     * @param trace null if there is only the title to say
     * @param others what is not shown, or ""
     * @param ofThread true for what a thread does now
     */
    Section(String title, @Nullable Trace trace, String others, boolean ofThread) {
      this.title = title;
      this.trace = trace;
      this.others = others;
      this.ofThread = ofThread;
    }

    String title() {
      return title;
    }

    @Nullable Trace trace() {
      return trace;
    }

    String others() {
      return others;
    }

    boolean ofThread() {
      return ofThread;
    }

    /** The stack that most sockets share, with the threads of these. */
    static Section of(
        String verb,
        List<SocketSnapshot> sockets,
        Function<SocketSnapshot, @Nullable Trace> traceOf,
        Function<SocketSnapshot, String> threadOf) {
      Groups<Trace, SocketSnapshot> byTrace = Groups.of(sockets, traceOf);
      Trace biggest = byTrace.biggestKey();
      boolean several = byTrace.size() > 1;
      List<SocketSnapshot> shown = several ? byTrace.biggest() : sockets;
      String whose = several ? shown.size() + " of the " + sockets.size() + " " : "";
      String title = capitalized(whose + verb + threads(shown, threadOf));
      String others =
          several
              ? "and " + Wording.count(byTrace.size() - 1, "other stack") + " through the same line"
              : "";
      return biggest == null
          ? new Section(title + "; the stack was not recorded", null, "", false)
          : new Section(title, biggest, others, false);
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
  }

  static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
