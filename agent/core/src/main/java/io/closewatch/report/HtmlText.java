package io.closewatch.report;

/**
 * Text within HTML, both between tags and within quotes. What it makes is ASCII alone, so that no
 * encoding that the file is written or served in can change it.
 */
final class HtmlText {
  private static final char NO_BREAK = '\u00a0';

  /** What comes from outside may be of any length. */
  private static final int MAX_LENGTH = 2_000;

  static void append(String text, StringBuilder out) {
    int end = Math.min(MAX_LENGTH, text.length());
    int i = 0;
    while (i < end) {
      int c = text.codePointAt(i);
      append(c, out);
      i += Character.charCount(c);
    }
    if (end < text.length()) {
      out.append("...");
    }
  }

  private static void append(int c, StringBuilder out) {
    switch (c) {
      case '&':
        out.append("&amp;");
        break;
      case '<':
        out.append("&lt;");
        break;
      case '>':
        out.append("&gt;");
        break;
      case '"':
        out.append("&quot;");
        break;
      case '\'':
        out.append("&#39;");
        break;
      case NO_BREAK: // what holds lines of the text report together
        out.append(' ');
        break;
      default:
        other(c, out);
    }
  }

  private static void other(int c, StringBuilder out) {
    if (Character.isISOControl(c)) {
      out.append('?');
    } else if (c <= '~') {
      out.append((char) c);
    } else if (isVisible(c)) {
      out.append("&#").append(c).append(';');
    } else {
      out.append(String.format("\\u%04x", c));
    }
  }

  /** Not what turns the direction of writing, has no glyph, or is no character at all. */
  private static boolean isVisible(int c) {
    switch (Character.getType(c)) {
      case Character.FORMAT:
      case Character.SURROGATE:
      case Character.PRIVATE_USE:
      case Character.UNASSIGNED:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
        return false;
      default:
        return true;
    }
  }

  private HtmlText() {}
}
