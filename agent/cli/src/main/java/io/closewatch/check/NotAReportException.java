package io.closewatch.check;

/** A file that is whole, and something else. */
final class NotAReportException extends DamagedReportException {
  private static final long serialVersionUID = 1L;

  NotAReportException() {
    super("is not a report of closewatch");
  }
}
