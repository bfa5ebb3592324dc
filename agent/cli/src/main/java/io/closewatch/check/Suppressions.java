package io.closewatch.check;

import io.closewatch.report.FrameGlob;
import io.closewatch.report.PlainText;
import io.closewatch.tracker.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaks that nobody wants to hear of, as the leak sanitizer of C spells them: {@code
 * leak:com.acme.Legacy*}, a pattern for the class, or class and method, of any frame. Immutable.
 */
final class Suppressions {
  static final Suppressions NONE = new Suppressions(Collections.emptyList());

  private static final String PREFIX = "leak:";

  private final List<Suppression> all;

  private Suppressions(List<Suppression> all) {
    this.all = Collections.unmodifiableList(new ArrayList<>(all));
  }

  static Suppressions read(Path file) throws BadFileException {
    List<Suppression> all = new ArrayList<>();
    int number = 0;
    for (String line : TextFile.lines(file, "suppressions file")) {
      number++;
      int sign = line.indexOf('#');
      String text = (sign < 0 ? line : line.substring(0, sign)).trim();
      if (text.isEmpty()) {
        continue;
      }
      String glob = text.startsWith(PREFIX) ? text.substring(PREFIX.length()).trim() : "";
      if (glob.isEmpty()) {
        throw new BadFileException(
            file
                + ":"
                + number
                + ": expected \"leak:com.acme.Legacy*\", not \""
                + PlainText.of(text)
                + "\"");
      }
      all.add(new Suppression(glob));
    }
    return new Suppressions(all);
  }

  List<Suppression> all() {
    return all;
  }

  /** The first one that fits, or null. */
  @Nullable Suppression of(MergedFinding finding) {
    if (all.isEmpty()) {
      return null;
    }
    List<Frame> frames = finding.shown().frames();
    for (Suppression suppression : all) {
      if (frames.stream().anyMatch(suppression::matches)) {
        return suppression;
      }
    }
    return null;
  }

  /** One line of the file. Immutable. */
  static final class Suppression {
    private final String glob;
    private final FrameGlob pattern;

    Suppression(String glob) {
      this.glob = glob;
      this.pattern = new FrameGlob(glob);
    }

    private boolean matches(Frame frame) {
      return pattern.matches(frame);
    }

    @Override
    public String toString() {
      return PREFIX + glob;
    }
  }
}
