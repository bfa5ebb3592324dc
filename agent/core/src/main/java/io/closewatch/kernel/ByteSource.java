package io.closewatch.kernel;

import java.io.IOException;

/** Where a {@link LineScanner} gets its bytes from. */
interface ByteSource {
  /** Reads at most {@code length} bytes; returns 0 or less at the end. */
  int read(byte[] buffer, int offset, int length) throws IOException;
}
