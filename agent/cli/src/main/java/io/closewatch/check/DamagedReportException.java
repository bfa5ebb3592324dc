package io.closewatch.check;

import java.io.IOException;

/** A file that cannot be used as a report; the message says why, to follow its name. */
class DamagedReportException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedReportException(String message) {
    super(message);
  }
}
