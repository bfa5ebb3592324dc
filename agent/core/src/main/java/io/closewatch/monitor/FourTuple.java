package io.closewatch.monitor;

import io.closewatch.kernel.Endpoint;
import org.jspecify.annotations.Nullable;

/** The two ends of a connection, by which it is found in the kernel's tables. Immutable. */
final class FourTuple {
  private final Endpoint local;
  private final Endpoint remote;

  FourTuple(Endpoint local, Endpoint remote) {
    this.local = local;
    this.remote = remote;
  }

  /** Null unless both ends are known. */
  static @Nullable FourTuple of(@Nullable Endpoint local, @Nullable Endpoint remote) {
    return local == null || remote == null ? null : new FourTuple(local, remote);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FourTuple
        && local.equals(((FourTuple) other).local)
        && remote.equals(((FourTuple) other).remote);
  }

  @Override
  public int hashCode() {
    return local.hashCode() * 31 + remote.hashCode();
  }
}
