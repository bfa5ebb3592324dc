package io.closewatch.check;

/** Why there is no full answer, and what to change. Immutable. */
final class Problem {
  private final String subject;
  private final String text;
  private final String advice;
  private final boolean unknown;

  private Problem(String subject, String text, String advice, boolean unknown) {
    this.subject = subject;
    this.text = text;
    this.advice = advice;
    this.unknown = unknown;
  }

  /** Data that should be there is not. */
  static Problem noData(String subject, String text, String advice) {
    return new Problem(subject, text, advice, false);
  }

  /** There is data, but part of the sockets could not be judged. */
  static Problem unknown(String subject, String text, String advice) {
    return new Problem(subject, text, advice, true);
  }

  /** The report or argument it is about. */
  String subject() {
    return subject;
  }

  /** To be read behind the subject. */
  String text() {
    return text;
  }

  /** One or more sentences. */
  String advice() {
    return advice;
  }

  /** Whether {@code --allow-unknown} accepts it. */
  boolean isUnknown() {
    return unknown;
  }
}
