package io.closewatch.check;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.TestCount;
import io.closewatch.tracker.TestOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the findings of one report. Names are kept once: a report may hold 10,000 findings. */
final class FindingReader {
  private final JsonIn in;
  private final boolean muted;
  private final Map<String, String> names = new HashMap<>();

  /** Of those that the report sets apart as muted, or of the others. */
  FindingReader(JsonIn in, boolean muted) {
    this.in = in;
    this.muted = muted;
  }

  ReportedFinding read() throws IOException {
    ReportedFinding.Builder finding = new ReportedFinding.Builder();
    finding.muted = muted;
    in.object(name -> identity(finding, name) || texts(finding, name) || places(finding, name));
    return finding.build();
  }

  private boolean identity(ReportedFinding.Builder finding, String name) throws IOException {
    switch (name) {
      case "kind":
        finding.kind = kept(in.text());
        return true;
      case "confidence":
        finding.confidence = keptOr(finding.confidence);
        return true;
      case "leak":
        finding.leak = in.flag();
        finding.judged = true;
        return true;
      case "fingerprint":
        finding.fingerprint = in.text();
        return true;
      case "count":
        finding.count = in.number();
        return true;
      case "unit":
        finding.unit = keptOr(finding.unit);
        return true;
      default:
        return false;
    }
  }

  private boolean texts(ReportedFinding.Builder finding, String name) throws IOException {
    switch (name) {
      case "summary":
        finding.summary = keptOr("");
        return true;
      case "why":
        finding.why = keptOr("");
        return true;
      case "remedy":
        finding.remedy = keptOr("");
        return true;
      default:
        return false;
    }
  }

  private boolean places(ReportedFinding.Builder finding, String name) throws IOException {
    switch (name) {
      case "place":
        finding.place = frame();
        return true;
      case "handledAt":
        finding.handledAt = frame();
        return true;
      case "site":
        in.objectOrNull(
            field -> {
              boolean known = field.equals("frame");
              if (known) {
                finding.openedAt = frame();
              }
              return known;
            });
        return true;
      case "tests":
        in.array(() -> test(finding.tests));
        return true;
      case "stacks":
        in.array(() -> finding.stacks.add(stack()));
        return true;
      default:
        return false;
    }
  }

  private void test(List<TestCount> tests) throws IOException {
    @Nullable String[] name = new String[1];
    long[] count = {0};
    boolean[] ambiguous = {false};
    in.object(
        field -> {
          switch (field) {
            case "name":
              name[0] = kept(in.text());
              return true;
            case "count":
              count[0] = in.number();
              return true;
            case "ambiguous":
              ambiguous[0] = in.flag();
              return true;
            default:
              return false;
          }
        });
    String known = name[0];
    if (known == null || count[0] < 1) {
      throw new DamagedReportException("is damaged: a test has no name or count");
    }
    tests.add(new TestCount(new TestOrigin(known, ambiguous[0]), count[0]));
  }

  private ReportedStack stack() throws IOException {
    String[] title = {""};
    List<Frame> frames = new ArrayList<>();
    in.object(
        name -> {
          switch (name) {
            case "title":
              title[0] = keptOr("");
              return true;
            case "frames":
              in.array(
                  () -> {
                    Frame frame = frame();
                    if (frame != null) {
                      frames.add(frame);
                    }
                  });
              return true;
            default:
              return false;
          }
        });
    return new ReportedStack(title[0], frames);
  }

  private @Nullable Frame frame() throws IOException {
    @Nullable String[] texts = new String[3];
    long[] line = {-1};
    boolean known =
        in.objectOrNull(
            name -> {
              switch (name) {
                case "class":
                  texts[0] = kept(in.text());
                  return true;
                case "method":
                  texts[1] = kept(in.text());
                  return true;
                case "file":
                  texts[2] = kept(in.text());
                  return true;
                case "line":
                  line[0] = in.number();
                  return true;
                default:
                  return false;
              }
            });
    if (!known) {
      return null;
    }
    String type = texts[0];
    String method = texts[1];
    if (type == null || method == null) {
      throw new DamagedReportException("is damaged: a frame has no class or method");
    }
    return new Frame(type, method, texts[2], (int) Math.min(line[0], Integer.MAX_VALUE));
  }

  private String keptOr(String other) throws IOException {
    String text = kept(in.text());
    return text == null ? other : text;
  }

  private @Nullable String kept(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String first = names.putIfAbsent(text, text);
    return first == null ? text : first;
  }
}
