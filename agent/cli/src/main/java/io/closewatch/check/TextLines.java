package io.closewatch.check;

import io.closewatch.report.PlainText;

/**
 * Lines of text for a terminal or a build log, narrower than 100 columns except for a word that
 * alone is wider. Build servers take orders from what a job prints: no line that comes from a
 * report can be one.
 */
final class TextLines {
  static final int WIDTH = 99;

  private static final char NO_BREAK = '\u00a0';

  private final StringBuilder text = new StringBuilder();

  void blank() {
    text.append('\n');
  }

  /** A line that is not broken: a location is what one searches for. */
  void line(String indent, String line) {
    text.append(indent).append(harmless(line)).append('\n');
  }

  /** Prose, wrapped; further lines are indented as deep as the label is long. */
  void prose(String label, String prose) {
    prose(label, spaces(label.length()), prose);
  }

  /** A name that {@link #prose} keeps as it is: paths may hold blanks. */
  static String unbroken(String name) {
    return name.replace(' ', NO_BREAK);
  }

  /** Prose, wrapped. */
  void prose(String label, String indent, String prose) {
    StringBuilder line = new StringBuilder(label);
    boolean empty = true;
    for (String part : prose.split(" +", -1)) {
      String word = PlainText.of(part.replace(NO_BREAK, ' '));
      if (part.isEmpty()) {
        continue;
      }
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        end(line);
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    end(line);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void end(StringBuilder line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    int end = line.length();
    while (end > indent && line.charAt(end - 1) == ' ') {
      end--;
    }
    line(line.substring(0, indent), line.substring(indent, end));
  }

  /** {@code ::error}, {@code ##[error]}, {@code ##vso[} and {@code ##teamcity[} are orders. */
  private static String harmless(String line) {
    String safe = PlainText.of(line).replace("##", "# #");
    return safe.startsWith("::") ? ": :" + safe.substring(2) : safe;
  }

  private static String spaces(int count) {
    StringBuilder spaces = new StringBuilder();
    for (int i = 0; i < count; i++) {
      spaces.append(' ');
    }
    return spaces.toString();
  }
}
