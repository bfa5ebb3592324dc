package io.closewatch.check;

import io.closewatch.report.PlainText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One known leak: {@code 0123456789abcdef max=3 # com.acme.Pay.call, ...}. Immutable. */
final class BaselineEntry {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern LINE =
      Pattern.compile("\\s*([0-9a-f]{16})\\s+max=(\\d{1,9})\\s*(#.*)?");
  private static final Pattern MAX = Pattern.compile("max=\\d+");
  private static final Pattern UNTIL = Pattern.compile("\\buntil=([^\\s,;]+)");

  private final List<String> above;
  private final String line;
  private final String fingerprint;
  private final long max;
  private final @Nullable LocalDate until;

  private BaselineEntry(
      List<String> above, String line, String fingerprint, long max, @Nullable LocalDate until) {
    this.above = Collections.unmodifiableList(new ArrayList<>(above));
    this.line = line;
    this.fingerprint = fingerprint;
    this.max = max;
    this.until = until;
  }

  /**
   * Reads one line.
   *
   * @param above the comments and blank lines that belong to it
   * @param where file and line number, for messages
   */
  static BaselineEntry parse(List<String> above, String line, String where)
      throws BadFileException {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new BadFileException(
          where
              + ": expected \"0123456789abcdef  max=3  # comment\", not \""
              + PlainText.of(line)
              + "\"");
    }
    String comment = matcher.group(3);
    return new BaselineEntry(
        above,
        line,
        matcher.group(1),
        Long.parseLong(matcher.group(2)),
        comment == null ? null : until(comment, where));
  }

  private static @Nullable LocalDate until(String comment, String where) throws BadFileException {
    Matcher matcher = UNTIL.matcher(comment);
    if (!matcher.find()) {
      return null;
    }
    try {
      return LocalDate.parse(matcher.group(1));
    } catch (DateTimeException e) {
      throw new BadFileException(
          where
              + ": until="
              + PlainText.of(matcher.group(1))
              + " is no date such as until=2026-12-31");
    }
  }

  /** A line for a leak that is accepted from now on. */
  static BaselineEntry of(String fingerprint, long max, String method) {
    String line = fingerprint + "  max=" + max + "  # " + PlainText.of(method);
    return new BaselineEntry(Collections.emptyList(), line, fingerprint, max, null);
  }

  static boolean isFingerprint(String text) {
    return FINGERPRINT.matcher(text).matches();
  }

  /** The same line, comment and all, with another number. */
  BaselineEntry withMax(long other) {
    String changed = MAX.matcher(line).replaceFirst("max=" + other);
    return new BaselineEntry(above, changed, fingerprint, other, until);
  }

  String fingerprint() {
    return fingerprint;
  }

  long max() {
    return max;
  }

  @Nullable LocalDate until() {
    return until;
  }

  /** It holds on the last day too. */
  boolean isExpired(LocalDate today) {
    return until != null && today.isAfter(until);
  }

  /** Comments and blank lines that stand before it. */
  List<String> above() {
    return above;
  }

  String line() {
    return line;
  }

  /** Its comment without the sign, or "". */
  String comment() {
    int sign = line.indexOf('#');
    return sign < 0 ? "" : line.substring(sign + 1).trim();
  }
}
