package io.closewatch.pool;

/** An object of a library lacks what every known version of it has. */
final class NotUnderstoodException extends Exception {
  private static final long serialVersionUID = 1;

  NotUnderstoodException(String what) {
    super(what, null, false, false);
  }
}
