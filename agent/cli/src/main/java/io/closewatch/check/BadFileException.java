package io.closewatch.check;

/** A baseline or suppressions file that cannot be used; the message names file, line and reason. */
final class BadFileException extends Exception {
  private static final long serialVersionUID = 1L;

  BadFileException(String message) {
    super(message);
  }
}
