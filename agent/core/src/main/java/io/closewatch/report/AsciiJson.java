package io.closewatch.report;

import java.io.IOException;

/**
 * Passes JSON on as ASCII: what else there is stands in strings, where an escape means the same. So
 * no encoding on the way to a reader can spoil it. Half a surrogate pair, which no encoding can
 * express, becomes U+FFFD. Not thread-safe.
 */
final class AsciiJson implements Appendable {
  private static final char REPLACEMENT = '\ufffd';
  private static final char LAST_ASCII = '~';
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final Appendable target;
  private char pendingHigh;

  AsciiJson(Appendable target) {
    this.target = target;
  }

  @Override
  public Appendable append(CharSequence text) throws IOException {
    if (pendingHigh == 0 && isAscii(text)) {
      target.append(text);
      return this;
    }
    return append(text, 0, text.length());
  }

  @Override
  public Appendable append(CharSequence text, int start, int end) throws IOException {
    int clean = start;
    for (int i = start; i < end; i++) {
      if (text.charAt(i) > LAST_ASCII || pendingHigh != 0) {
        target.append(text, clean, i);
        append(text.charAt(i));
        clean = i + 1;
      }
    }
    target.append(text, clean, end);
    return this;
  }

  @Override
  public Appendable append(char c) throws IOException {
    if (pendingHigh != 0) {
      boolean pair = Character.isLowSurrogate(c);
      escape(pair ? pendingHigh : REPLACEMENT);
      pendingHigh = 0;
      if (pair) {
        escape(c);
        return this;
      }
    }
    if (Character.isHighSurrogate(c)) {
      pendingHigh = c; // the closing quote comes at the latest
    } else if (c > LAST_ASCII) {
      escape(Character.isLowSurrogate(c) ? REPLACEMENT : c);
    } else {
      target.append(c);
    }
    return this;
  }

  private static boolean isAscii(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_ASCII) {
        return false;
      }
    }
    return true;
  }

  private void escape(char c) throws IOException {
    target.append('\\').append('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      target.append(HEX[c >> shift & 0xF]);
    }
  }
}
