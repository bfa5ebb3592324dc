package io.closewatch.cli;

/** Why a command could not be carried out; the message says what the user can do about it. */
final class CannotDoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotDoException(String message) {
    super(message);
  }
}
