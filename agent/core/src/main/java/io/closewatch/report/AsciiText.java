package io.closewatch.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A long text of ASCII that is put together once, when its length is known: a builder that grows
 * has by then allocated three times as much, and on Java 8 two bytes for each character. Not
 * thread-safe.
 */
final class AsciiText implements Appendable {
  private final List<CharSequence> pieces = new ArrayList<>();
  private StringBuilder last = new StringBuilder();
  private int length;

  @Override
  public AsciiText append(CharSequence text) {
    String piece = text.toString();
    if (last.length() > 0) {
      pieces.add(last);
      last = new StringBuilder();
    }
    pieces.add(piece);
    length += piece.length();
    return this;
  }

  @Override
  public AsciiText append(CharSequence text, int start, int end) {
    last.append(text, start, end);
    length += end - start;
    return this;
  }

  @Override
  public AsciiText append(char c) {
    last.append(c);
    length++;
    return this;
  }

  @Override
  public String toString() {
    byte[] bytes = new byte[length];
    int end = 0;
    for (CharSequence piece : pieces) {
      end = copy(piece, bytes, end);
    }
    copy(last, bytes, end);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int copy(CharSequence piece, byte[] bytes, int start) {
    for (int i = 0; i < piece.length(); i++) {
      bytes[start + i] = (byte) piece.charAt(i);
    }
    return start + piece.length();
  }
}
