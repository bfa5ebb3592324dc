package io.closewatch.config;

/** A file name without a directory, in which placeholders may stand. */
final class FileNameType extends OptionType<String> {
  private static final int MAX_LENGTH = 100;

  FileNameType() {
    super("file name");
  }

  /**
   * An allow-list: what else there is in names (separators, control characters, streams, what the
   * file system's encoding lacks) is nothing that a report needs.
   */
  static boolean isAllowed(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
  }

  @Override
  String parse(String text) {
    String plain = text;
    for (String placeholder : Placeholders.ALL) {
      plain = plain.replace(placeholder, "x");
    }
    for (int i = 0; i < plain.length(); i++) {
      if (!isAllowed(plain.charAt(i))) {
        throw new IllegalArgumentException(
            "must be a file name without a directory (that is the option reportDir): letters,"
                + " digits, '.', '_', '-', %p, %t and %h");
      }
    }
    if (plain.isEmpty() || plain.startsWith(".") || plain.contains("..")) {
      throw new IllegalArgumentException(
          "must be a file name that neither starts with '.' nor" + " holds '..'");
    }
    if (plain.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("must be at most " + MAX_LENGTH + " characters long");
    }
    return text;
  }

  @Override
  String format(String value) {
    return value;
  }
}
