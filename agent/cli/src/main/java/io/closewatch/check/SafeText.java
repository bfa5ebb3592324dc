package io.closewatch.check;

/** Names of threads, hosts and files come from outside: what must not stand in any format. */
final class SafeText {
  private static final char REPLACEMENT = '\ufffd';

  /** Characters that XML 1.0 forbids, and halves of surrogate pairs, become U+FFFD. */
  static String of(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (!isAllowed(c)) {
        safe = safe == null ? new StringBuilder(text) : safe;
        safe.setCharAt(i, REPLACEMENT);
      }
    }
    return safe == null ? text : safe.toString();
  }

  /** Text where viewers of SARIF make links of {@code [text](target)}. */
  static String withoutLinks(String text) {
    return of(text).replace("](", "] (");
  }

  /** Text as Markdown shows it: no markup, no HTML. */
  static String markdown(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : of(text).toCharArray()) {
      if ("\\`*_[]<>#|~&!".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c == '\n' || c == '\r' ? ' ' : c);
    }
    return escaped.toString();
  }

  private static boolean isAllowed(char c) {
    if (c < ' ') {
      return c == '\t' || c == '\n' || c == '\r';
    }
    return !Character.isSurrogate(c) && c < '\ufffe';
  }

  private SafeText() {}
}
