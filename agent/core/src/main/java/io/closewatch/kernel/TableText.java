package io.closewatch.kernel;

/** Finds and decodes the whitespace-separated fields of one line of a table, in place. */
final class TableText {
  private static final int MAX_FIELDS = 12;

  private final int[] starts = new int[MAX_FIELDS];
  private final int[] ends = new int[MAX_FIELDS];
  private byte[] buffer = new byte[0];

  /**
   * Takes the first {@code wanted} fields; false if there are fewer, or if the last one may be cut
   * because the file ended there.
   */
  boolean split(LineScanner lines, int wanted) {
    buffer = lines.buffer;
    int at = lines.lineStart();
    int end = lines.lineEnd();
    for (int field = 0; field < wanted; field++) {
      while (at < end && buffer[at] == ' ') {
        at++;
      }
      starts[field] = at;
      while (at < end && buffer[at] != ' ') {
        at++;
      }
      ends[field] = at;
      if (starts[field] == at) {
        return false;
      }
    }
    return at < end || lines.terminated();
  }

  int start(int field) {
    return starts[field];
  }

  int length(int field) {
    return ends[field] - starts[field];
  }

  byte at(int field, int offset) {
    return buffer[starts[field] + offset];
  }

  boolean is(int field, String text) {
    if (length(field) != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (at(field, i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number, or -1 if the field is not a decimal number below 2^63. */
  long decimal(int field) {
    int length = length(field);
    if (length > 19) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = at(field, i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value < 0 ? -1 : value; // 19 digits can overflow once, into the sign
  }

  /** The number in 1 to 8 hex digits at an offset of a field, or -1 if it is none. */
  long hex(int field, int offset, int digits) {
    if (digits < 1 || digits > 8 || offset + digits > length(field)) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = nibble(at(field, offset + i));
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static int nibble(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    int letter = character | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
