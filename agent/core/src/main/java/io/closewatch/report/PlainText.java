package io.closewatch.report;

/** Makes any text safe to print: thread names, class names and host names come from outside. */
public final class PlainText {
  private static final int NAME_LENGTH = 60;

  /** One line of printable ASCII: control characters become {@code ?}, others {@code \u1234}. */
  public static String of(String text) {
    return isPlain(text) ? text : escaped(text);
  }

  /** Nearly all are: of the threads of ten thousands of sockets no copy is made. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        safe.append('?');
      } else if (c > '~') {
        safe.append(String.format("\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /** A name in quotes, cut if it is very long. */
  static String quoted(String name) {
    String safe = of(name);
    String shown = safe.length() <= NAME_LENGTH ? safe : safe.substring(0, NAME_LENGTH - 3) + "...";
    // A report quotes the threads of all sockets: a third of what a builder allocates.
    char[] quoted = new char[shown.length() + 2];
    quoted[0] = '"';
    shown.getChars(0, shown.length(), quoted, 1);
    quoted[quoted.length - 1] = '"';
    return new String(quoted);
  }

  private PlainText() {}
}
