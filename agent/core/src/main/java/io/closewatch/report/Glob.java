package io.closewatch.report;

import java.util.regex.Pattern;

/** Patterns with {@code *} and {@code ?}, as on a command line. */
public final class Glob {

  /** Whether the text has a character that a pattern would have. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** {@code *} stands for anything. */
  public static Pattern ofName(String glob) {
    return Pattern.compile(regex(glob, ".*", "."), Pattern.DOTALL);
  }

  /** {@code *} stops at a slash; a part {@code **} stands for any number of folders, also none. */
  public static Pattern ofPath(String glob) {
    StringBuilder regex = new StringBuilder();
    String[] parts = glob.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].equals("**")) {
        regex.append(last ? ".*" : "(?:.*/)?");
      } else {
        regex.append(regex(parts[i], "[^/]*", "[^/]")).append(last ? "" : "/");
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String regex(String glob, String any, String one) {
    StringBuilder regex = new StringBuilder();
    int literal = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*' || c == '?') {
        regex.append(Pattern.quote(glob.substring(literal, i))).append(c == '*' ? any : one);
        literal = i + 1;
        while (c == '*' && literal < glob.length() && glob.charAt(literal) == '*') {
          i = literal++; // more stars say no more
        }
      }
    }
    return regex.append(Pattern.quote(glob.substring(literal))).toString();
  }

  private Glob() {}
}
