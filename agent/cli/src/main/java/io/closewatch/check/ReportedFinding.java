package io.closewatch.check;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.TestCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding as one report has it: what of it a gate needs. Immutable. */
final class ReportedFinding {
  private final String kind;
  private final String confidence;
  private final boolean leak;
  private final boolean muted;
  private final String fingerprint;
  private final long count;
  private final String unit;
  private final String summary;
  private final String why;
  private final String remedy;
  private final @Nullable Frame place;
  private final @Nullable Frame handledAt;
  private final @Nullable Frame openedAt;
  private final List<ReportedStack> stacks;
  private final List<TestCount> tests;

  private ReportedFinding(Builder builder, String kind, String fingerprint) {
    this.kind = kind;
    this.fingerprint = fingerprint;
    this.confidence = builder.confidence;
    this.leak = builder.leak;
    this.muted = builder.muted;
    this.count = builder.count;
    this.unit = builder.unit;
    this.summary = builder.summary;
    this.why = builder.why;
    this.remedy = builder.remedy;
    this.place = builder.place;
    this.handledAt = builder.handledAt;
    this.openedAt = builder.openedAt;
    this.stacks = Collections.unmodifiableList(new ArrayList<>(builder.stacks));
    this.tests =
        builder.tests.isEmpty()
            ? Collections.emptyList()
            : Collections.unmodifiableList(new ArrayList<>(builder.tests));
  }

  String kind() {
    return kind;
  }

  String confidence() {
    return confidence;
  }

  boolean leak() {
    return leak;
  }

  /** Whether an operator of that JVM did not want to hear of it. */
  boolean muted() {
    return muted;
  }

  String fingerprint() {
    return fingerprint;
  }

  long count() {
    return count;
  }

  /** What is counted, in the singular. */
  String unit() {
    return unit;
  }

  String summary() {
    return summary;
  }

  String why() {
    return why;
  }

  String remedy() {
    return remedy;
  }

  /** The line to show: the one to fix, else the one that handles or opened the sockets. */
  @Nullable Frame line() {
    if (place != null) {
      return place;
    }
    return handledAt != null ? handledAt : openedAt;
  }

  List<ReportedStack> stacks() {
    return stacks;
  }

  /** The tests that opened the sockets, or leased the connections; empty if none is known. */
  List<TestCount> tests() {
    return tests;
  }

  /** Each line of code that it names, those of its stacks included. */
  List<Frame> frames() {
    List<Frame> frames = new ArrayList<>();
    for (Frame frame : new Frame[] {place, handledAt, openedAt}) {
      if (frame != null) {
        frames.add(frame);
      }
    }
    stacks.forEach(stack -> frames.addAll(stack.frames()));
    return frames;
  }

  /** Filled field by field, in whatever order the report has them. */
  static final class Builder {
    @Nullable String kind;
    @Nullable String fingerprint;
    String confidence = "";
    boolean leak;
    boolean judged;
    boolean muted;
    long count = -1;
    String unit = "socket";
    String summary = "";
    String why = "";
    String remedy = "";
    @Nullable Frame place;
    @Nullable Frame handledAt;
    @Nullable Frame openedAt;
    final List<ReportedStack> stacks = new ArrayList<>();
    final List<TestCount> tests = new ArrayList<>();

    /**
     * @throws DamagedReportException if something is missing that the gate needs
     */
    ReportedFinding build() throws DamagedReportException {
      if (kind == null || fingerprint == null || !judged || count < 0) {
        throw new DamagedReportException(
            "is damaged: a finding has no " + (kind == null ? "kind" : missing()));
      }
      if (!BaselineEntry.isFingerprint(fingerprint)) {
        throw new DamagedReportException("is damaged: a fingerprint is not 16 hex digits");
      }
      return new ReportedFinding(this, kind, fingerprint);
    }

    private String missing() {
      if (fingerprint == null) {
        return "fingerprint";
      }
      return judged ? "count" : "field \"leak\"";
    }
  }
}
