package com.example.fetch;

import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the bytes of a document. Its {@code close()} is that of {@link InputStream}, which does
 * nothing: had it extended {@link java.io.FilterInputStream}, it would close the connection.
 */
final class DocumentStream extends InputStream {

  private final InputStream connection;
  private long bytes;

  DocumentStream(InputStream connection) {
    this.connection = connection;
  }

  @Override
  public int read() throws IOException {
    int next = connection.read();
    bytes += next == -1 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = connection.read(buffer, offset, length);
    bytes += Math.max(count, 0);
    return count;
  }

  @Override
  public String toString() {
    return bytes + " bytes read";
  }
}
