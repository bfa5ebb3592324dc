package io.closewatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the lines of a text report, none wider than {@link #WIDTH}, except a location that alone
 * is wider: it is never cut, because it is what one searches for.
 */
final class Lines {
  static final int WIDTH = 99;

  private static final char NO_BREAK = '\u00a0';

  /** Pieces that hold blanks and belong together: part of a location, and a block of Java. */
  private static final String[] KEPT_WHOLE = {"(Unknown Source)", "{ ... }"};

  private final StringBuilder text = new StringBuilder();
  private int count;

  void blank() {
    line("");
  }

  /** A line that is known to fit. */
  void line(String line) {
    text.append(line).append('\n');
    count++;
  }

  /** Prose, wrapped; what follows the first line is indented as deep as the prose begins. */
  void prose(String label, String prose) {
    prose(label, spaces(label.length()), prose);
  }

  /** Prose, wrapped, with an indent of its own for all lines but the first. */
  void prose(String label, String indent, String prose) {
    String line = label;
    boolean empty = true;
    for (String word : words(prose, WIDTH - indent.length())) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        line(line);
        line = indent;
        empty = true;
      }
      if (empty && line.length() + word.length() > WIDTH) {
        if (!line.trim().isEmpty()) {
          line(trimEnd(line));
        }
        line = indent.length() + word.length() > WIDTH ? "" : indent;
      }
      line += empty ? word : ' ' + word;
      empty = false;
    }
    line(trimEnd(line));
  }

  /** A label, a location and a note to it: on one line if that fits, else the note below. */
  void location(String label, String location, String note) {
    String safe = PlainText.of(location);
    String safeNote = PlainText.of(note);
    if (label.length() + safe.length() + 1 + safeNote.length() <= WIDTH && !note.isEmpty()) {
      line(label + safe + ' ' + safeNote);
      return;
    }
    location(label, location);
    if (!note.isEmpty()) {
      prose(spaces(indentOf(label) + 2), note);
    }
  }

  /** A label and a location: on one line if that fits, else below each other, never cut. */
  void location(String label, String location) {
    String safe = PlainText.of(location);
    if (label.length() + safe.length() <= WIDTH) {
      line(label + safe);
      return;
    }
    if (!label.trim().isEmpty()) {
      line(trimEnd(label));
    }
    int room = WIDTH - safe.length();
    line(spaces(Math.max(0, Math.min(room, indentOf(label) + 2))) + safe);
  }

  /** The lines of another text below those that are there. */
  void append(Lines more) {
    text.append(more.text);
    count += more.count;
  }

  int count() {
    return count;
  }

  /**
   * Text that {@link #prose} puts on one line: locations may hold blanks, as names in Kotlin do.
   */
  static String unbroken(String text) {
    return text.replace(' ', NO_BREAK);
  }

  /** What {@link #unbroken} got. */
  static String breakable(String text) {
    return text.replace(NO_BREAK, ' ');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String spaces(int count) {
    StringBuilder spaces = new StringBuilder();
    for (int i = 0; i < count; i++) {
      spaces.append(' ');
    }
    return spaces.toString();
  }

  /** Splits at blanks; breaks a word that fits on no line, unless it is a location. */
  private static List<String> words(String prose, int room) {
    List<String> words = new ArrayList<>();
    for (String part : keepWhole(prose).split(" +", -1)) {
      String word = PlainText.of(breakable(part));
      while (word.length() > room && word.indexOf('(') < 0) {
        words.add(word.substring(0, room));
        word = word.substring(room);
      }
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static String keepWhole(String prose) {
    String kept = prose;
    for (String piece : KEPT_WHOLE) {
      kept = kept.replace(piece, unbroken(piece));
    }
    return kept;
  }

  private static int indentOf(String label) {
    int indent = 0;
    while (indent < label.length() && label.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  private static String trimEnd(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    return line.substring(0, end);
  }
}
