package io.closewatch.check;

import java.io.IOException;
import java.io.Reader;

/**
 * Puts {@code [} before and {@code ]} behind a text: read as an array of one element, a document
 * that stops too early or goes on after its end is an error, which a pull parser alone overlooks.
 */
final class BracketedReader extends Reader {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Reader text;
  private boolean started;
  private boolean ended;

  BracketedReader(Reader text) {
    this.text = text;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!started) {
      started = true;
      buffer[offset] = '[';
      return 1 + skipMark(buffer, offset + 1, length - 1);
    }
    int count = ended ? -1 : text.read(buffer, offset, length);
    if (count < 0 && !ended) {
      ended = true;
      buffer[offset] = ']';
      return 1;
    }
    return count;
  }

  private int skipMark(char[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int first = text.read();
    if (first < 0 || first == BYTE_ORDER_MARK) {
      return 0;
    }
    buffer[offset] = (char) first;
    return 1;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
