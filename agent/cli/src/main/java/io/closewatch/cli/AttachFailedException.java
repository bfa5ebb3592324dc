package io.closewatch.cli;

import org.jspecify.annotations.Nullable;

/** What the attach API threw, whose classes this class loader need not see. */
final class AttachFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;

  AttachFailedException(Throwable thrown) {
    super(thrown.getMessage(), thrown);
    this.type = thrown.getClass().getSimpleName();
  }

  AttachFailedException(String type, @Nullable String message) {
    super(message);
    this.type = type;
  }

  /** The simple name of the class that was thrown. */
  String type() {
    return type;
  }

  String text() {
    return getMessage() == null ? type : type + ": " + getMessage();
  }
}
