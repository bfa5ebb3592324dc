package io.closewatch.report;

import com.grack.nanojson.JsonAppendableWriter;
import com.grack.nanojson.JsonWriter;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes JSON as all of a report spells it: what is not known is null. Not thread-safe. */
final class JsonOut {
  /** Names come from outside and may be of any length. */
  static final int MAX_TEXT = 4_000;

  private static final String CUT = "...";
  private static final DateTimeFormatter UTC_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final JsonAppendableWriter writer;

  JsonOut(Appendable target) {
    this.writer = JsonWriter.indent(" ").on(new AsciiJson(target));
  }

  /** An object as an element of an array, or the whole document. */
  JsonOut object() {
    writer.object();
    return this;
  }

  JsonOut object(String key) {
    writer.object(key);
    return this;
  }

  JsonOut array(String key) {
    writer.array(key);
    return this;
  }

  JsonOut end() {
    writer.end();
    return this;
  }

  /** To be called once, behind the last end. */
  void done() {
    writer.done();
  }

  JsonOut nul(String key) {
    writer.nul(key);
    return this;
  }

  JsonOut flag(String key, boolean value) {
    writer.value(key, value);
    return this;
  }

  /** A count or a duration; negative is unknown. */
  JsonOut number(String key, long value) {
    if (value < 0) {
      return nul(key);
    }
    writer.value(key, value);
    return this;
  }

  /** Microseconds as milliseconds with a fraction. */
  JsonOut micros(String key, long micros) {
    writer.value(key, micros / 1000.0);
    return this;
  }

  JsonOut instant(String key, long epochMillis) {
    writer.value(key, UTC_MILLIS.format(Instant.ofEpochMilli(epochMillis)));
    return this;
  }

  /** A text; "" is unknown. */
  JsonOut text(String key, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return nul(key);
    }
    writer.value(key, bounded(value));
    return this;
  }

  JsonOut name(String key, Enum<?> value) {
    writer.value(key, value.name());
    return this;
  }

  JsonOut texts(String key, Collection<String> values) {
    writer.array(key);
    for (String value : values) {
      writer.value(bounded(value));
    }
    writer.end();
    return this;
  }

  JsonOut frame(String key, @Nullable Frame frame) {
    if (frame == null) {
      return nul(key);
    }
    writer.object(key);
    return fields(frame);
  }

  /** The call site of a stack, or what stands for it where only libraries are on the stack. */
  JsonOut site(String key, @Nullable Trace trace) {
    return frame(key, trace == null ? null : LeaseLine.line(trace));
  }

  /** The first frames, innermost first, and how many there are beyond. */
  JsonOut frames(List<Frame> frames, int most) {
    int shown = Math.min(most, frames.size());
    writer.array("frames");
    for (Frame frame : frames.subList(0, shown)) {
      writer.object();
      fields(frame);
    }
    writer.end();
    return number("framesLeftOut", frames.size() - shown);
  }

  private JsonOut fields(Frame frame) {
    text("class", frame.className());
    text("method", frame.methodName());
    text("file", frame.fileName());
    number("line", frame.line());
    return end();
  }

  private static String bounded(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - CUT.length()) + CUT;
  }
}
