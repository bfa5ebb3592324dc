package io.closewatch.report;

import io.closewatch.diagnosis.Course;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.RecoveredFinding;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.report.StackText.Section;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import io.closewatch.tracker.TestCount;
import io.closewatch.tracker.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One finding, or one that is gone, as an element of an array. */
final class JsonFinding {
  /** All findings are written, those behind these in brief: there may be thousands. */
  static final int IN_FULL = 200;

  static final int MAX_SOCKETS = 20;
  static final int MAX_SOCKETS_IN_BRIEF = 1;
  static final int MAX_TESTS = 50;
  static final int MAX_TESTS_IN_BRIEF = 3;
  static final int MAX_FRAMES = 30;
  static final int MAX_FRAMES_IN_BRIEF = 8;

  private final Report report;
  private final JsonOut out;

  JsonFinding(Report report, JsonOut out) {
    this.report = report;
    this.out = out;
  }

  void write(Finding finding, boolean inFull) {
    List<SocketSnapshot> sockets = HandlingText.socketsOf(finding, report);
    out.object();
    identity(finding);
    out.text("headline", finding.headline())
        .text("summary", finding.summary())
        .texts("evidence", finding.evidence())
        .text("openedInLibrary", opener(finding));
    tests(finding.tests(), inFull ? MAX_TESTS : MAX_TESTS_IN_BRIEF);
    out.text("why", finding.why()).text("remedy", finding.remedy());
    places(finding, sockets);
    course(report.course(finding));
    stacks(StackText.sections(finding, report), inFull ? MAX_FRAMES : MAX_FRAMES_IN_BRIEF);
    JsonSockets.write(sockets, inFull ? MAX_SOCKETS : MAX_SOCKETS_IN_BRIEF, out);
    out.end();
  }

  void write(RecoveredFinding recovered) {
    Finding finding = recovered.finding();
    out.object();
    identity(finding);
    out.text("summary", finding.summary());
    places(finding, finding.sockets());
    out.instant("firstSeen", recovered.firstSeenMillis())
        .instant("recoveredAt", recovered.recoveredMillis())
        .number("lastedMillis", recovered.lastedMillis())
        .end();
  }

  private void identity(Finding finding) {
    out.name("kind", finding.kind())
        .name("confidence", finding.confidence())
        .flag("leak", finding.confidence().isLeak())
        .text("fingerprint", FindingFingerprint.of(finding))
        .text("key", finding.key())
        .text("subject", finding.subject())
        .number("count", finding.count())
        .text("unit", Counted.unit(finding.kind()));
  }

  private @Nullable String opener(Finding finding) {
    String opener = FindingText.opener(finding, report);
    return opener == null ? null : Lines.breakable(opener);
  }

  /** Not there at all in a JVM that runs no tests: what everybody reads stays as short as it is. */
  private void tests(List<TestCount> tests, int most) {
    if (tests.isEmpty()) {
      return;
    }
    int shown = Math.min(most, tests.size());
    out.array("tests");
    for (TestCount test : tests.subList(0, shown)) {
      out.object()
          .text("name", test.name())
          .number("count", test.count())
          .flag("ambiguous", test.ambiguous())
          .end();
    }
    out.end().number("testsLeftOut", tests.size() - shown);
  }

  private void places(Finding finding, List<SocketSnapshot> sockets) {
    SiteSnapshot site = finding.site();
    out.frame("place", finding.fixAt()).frame("handledAt", handledAt(finding, sockets));
    if (site == null) {
      out.nul("site");
    } else {
      out.object("site");
      JsonSites.fields(site, out);
      out.end();
    }
  }

  private static @Nullable Frame handledAt(Finding finding, List<SocketSnapshot> sockets) {
    SiteSnapshot site = finding.site();
    boolean accepted = site != null && site.kind().role() == Role.ACCEPTED;
    return finding.handledAt() == null && accepted
        ? HandlingText.handledAt(sockets)
        : finding.handledAt();
  }

  private void course(@Nullable Course course) {
    if (course == null) {
      out.nul("course");
      return;
    }
    out.object("course")
        .instant("firstSeen", course.firstSeenMillis())
        .number("ageMillis", course.ageMillis())
        .name("trend", course.trend())
        .text("text", course.toString())
        .end();
  }

  private void stacks(List<Section> sections, int most) {
    out.array("stacks");
    for (Section section : sections) {
      Trace trace = section.trace();
      out.object()
          .text("title", section.title())
          .text("note", section.others())
          .flag("now", section.ofThread());
      if (trace == null) {
        out.nul("marked").array("frames").end().number("framesLeftOut", 0);
      } else {
        out.number("marked", trace.siteIndex());
        // The marked frame is what the stack is shown for.
        out.frames(trace.frames(), Math.max(most, trace.siteIndex() + 1));
      }
      out.end();
    }
    out.end();
  }
}
