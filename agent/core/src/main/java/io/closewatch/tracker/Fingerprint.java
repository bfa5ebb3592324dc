package io.closewatch.tracker;

import org.jspecify.annotations.Nullable;

/**
 * A name for a call site that survives new builds: over class, method and kind, not the line; the
 * numbers of lambdas, proxies and hidden classes are left out.
 */
public final class Fingerprint {

  /** 16 hex digits. */
  public static String of(Frame frame, SocketKind kind) {
    return of(frame, kind.label());
  }

  /**
   * 16 hex digits, for what has no socket of its own.
   *
   * @param frame the line of code, or null if none is known
   * @param what tells apart what there is at one line; must be stable between builds itself
   */
  public static String of(@Nullable Frame frame, String what) {
    String place =
        frame == null
            ? ""
            : normalised(frame.className()) + '#' + normalised(frame.methodName()) + ' ';
    return hex(place + what);
  }

  private static String hex(String text) {
    // FNV-1a, 64 bits: needs no MessageDigest, whose first use loads the security providers.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    StringBuilder hex = new StringBuilder(Long.toHexString(hash));
    while (hex.length() < 16) {
      hex.insert(0, '0');
    }
    return hex.toString();
  }

  /**
   * {@code A$$Lambda$12/0x7f} becomes {@code A$$Lambda}, {@code lambda$run$3} becomes {@code
   * lambda$run}.
   */
  static String normalised(String name) {
    int end = name.indexOf("$$Lambda");
    if (end >= 0) {
      return name.substring(0, end) + "$$Lambda";
    }
    int hidden = name.indexOf('/');
    String visible = hidden >= 0 ? name.substring(0, hidden) : name;
    boolean numbered =
        visible.startsWith("lambda$") || visible.contains("$Proxy") || visible.contains("$$");
    if (!numbered) {
      return visible;
    }
    int digits = visible.length();
    while (digits > 0 && Character.isDigit(visible.charAt(digits - 1))) {
      digits--;
    }
    return digits > 0 && visible.charAt(digits - 1) == '$'
        ? visible.substring(0, digits - 1)
        : visible.substring(0, digits);
  }

  private Fingerprint() {}
}
