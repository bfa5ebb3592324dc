package io.closewatch.tracker;

import org.jspecify.annotations.Nullable;

/**
 * What is known of who took a socket over after it was opened. One slot of a {@link TrackedSocket}
 * holds it, because tens of thousands of those are held at once.
 */
interface Takeover {

  /** Who took it over last; for a listener, who accepted last. */
  Handler handler();

  /** The registration with a selector, or null. */
  @Nullable Registration registration();
}
