package io.closewatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A long text that is put together once, when its length is known: a builder that grows has by then
 * allocated three times as much. Not thread-safe.
 */
final class TextPieces implements Appendable {
  private final List<CharSequence> pieces = new ArrayList<>();
  private StringBuilder last = new StringBuilder();
  private int length;

  @Override
  public TextPieces append(CharSequence text) {
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
  public TextPieces append(CharSequence text, int start, int end) {
    last.append(text, start, end);
    length += end - start;
    return this;
  }

  @Override
  public TextPieces append(char c) {
    last.append(c);
    length++;
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length);
    for (CharSequence piece : pieces) {
      text.append(piece);
    }
    return text.append(last).toString();
  }
}
