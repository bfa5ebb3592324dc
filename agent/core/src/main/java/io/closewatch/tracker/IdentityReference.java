package io.closewatch.tracker;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An object of the application as a key: held weakly, told apart by its identity alone. {@link
 * Sought} finds it without an object that outlives the search.
 */
abstract class IdentityReference extends WeakReference<Object> {
  private final int hash;

  IdentityReference(Object referent, @Nullable ReferenceQueue<Object> queue) {
    super(referent, queue);
    this.hash = System.identityHashCode(referent);
  }

  @Override
  public final int hashCode() {
    return hash;
  }

  /**
   * Of the same object; once that is gone only itself, so that it can still be removed from a map.
   */
  @Override
  public final boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Object mine = get();
    return mine != null
        && other instanceof IdentityReference
        && ((IdentityReference) other).get() == mine;
  }

  /** Equal to the reference to the same object; a map asks the key that it looks for. */
  static final class Sought {
    private final Object object;

    Sought(Object object) {
      this.object = object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof IdentityReference && ((IdentityReference) other).get() == object;
    }
  }
}
