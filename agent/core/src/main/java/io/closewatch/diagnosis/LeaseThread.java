package io.closewatch.diagnosis;

/** What the thread that leased a connection does now, as far as it is known. */
enum LeaseThread {
  /** Still in the call: the request is in progress. */
  INSIDE("is still in the call"),
  /** In the same call again, for another request. */
  AGAIN("is in the next call"),
  /** It asks for another connection while it has this one. */
  WAITING("waits for another connection"),
  /** It has returned from the code that leased it. */
  LEFT("has left the call"),
  ENDED("has ended"),
  /** Nobody waits for it, or it was leased before the agent came. */
  UNKNOWN("");

  private final String doing;

  LeaseThread(String doing) {
    this.doing = doing;
  }

  /** Goes on after the thread's name; "" if not known. */
  String doing() {
    return doing;
  }

  /** It will not come back to the connection for all that is known. */
  boolean isGone() {
    return this == LEFT || this == ENDED;
  }

  /** It may be said to have forgotten the connection. */
  boolean hasMovedOn() {
    return isGone() || this == AGAIN || this == WAITING;
  }
}
