package io.closewatch.tracker;

import java.lang.ref.WeakReference;
import java.nio.channels.SelectionKey;

/**
 * A channel's registration with a selector and who made it. The key is held weakly: it leads to the
 * selector, the channel and whatever the application attached. Immutable.
 */
public final class Registration extends WeakReference<SelectionKey> implements Takeover {
  private final Handler by;

  Registration(SelectionKey key, Handler by) {
    super(key);
    this.by = by;
  }

  @Override
  public Handler handler() {
    return by;
  }

  @Override
  public Registration registration() {
    return this;
  }
}
