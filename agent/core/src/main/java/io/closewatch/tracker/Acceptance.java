package io.closewatch.tracker;

import org.jspecify.annotations.Nullable;

/** On a listening socket: who accepted last, and with which stack. Immutable. */
final class Acceptance implements Takeover {
  private final Handler acceptor;
  private final Origin origin;
  private final @Nullable Registration registration;

  Acceptance(Handler acceptor, Origin origin, @Nullable Registration registration) {
    this.acceptor = acceptor;
    this.origin = origin;
    this.registration = registration;
  }

  /** The origin of what this thread accepts, if it accepted here last. */
  @Nullable Origin ifBy(Thread thread) {
    return acceptor.get() == thread ? origin : null;
  }

  Acceptance with(Registration other) {
    return new Acceptance(acceptor, origin, other);
  }

  @Override
  public Handler handler() {
    return acceptor;
  }

  @Override
  public @Nullable Registration registration() {
    return registration;
  }
}
